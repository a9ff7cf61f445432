/** A text as one page has it: which draft it goes on from, and how often something was typed there. */
export type Edition = {
  /** The version of the draft that the page came with; 0 for none. */
  base: number
  /** The token of the form on that page. */
  page: string
  edit: number
}

/** What is to become of a text that a page brings. */
export type Placing =
  /** It goes on from what is kept, or nothing is. */
  | 'write'
  /** The same page has brought a later one already: requests overtake each other. */
  | 'late'
  /** It is what is kept. */
  | 'same'
  /** Another page wrote meanwhile, so that neither text holds the other: it is kept beside. */
  | 'beside'

/**
 * Never lets an older copy take the place of a newer one, and never throws a text away. Which of two pages is
 * right is for their writer to say: clocks of devices differ, so no clock is asked.
 */
export function placeEdition(
  kept: { version: number; page: string; edit: number } | null,
  brought: Edition,
  isSameText: boolean,
): Placing {
  if (kept === null) return 'write'
  if (kept.page === brought.page) return brought.edit >= kept.edit ? 'write' : 'late'
  if (isSameText) return 'same'
  return kept.version === brought.base ? 'write' : 'beside'
}
