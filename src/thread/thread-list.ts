/** The lists beside the four statuses of a mailbox. */
export const listNames = [
  'mine',
  'unassigned',
  'mentions',
  'decision',
  'escalated',
  'acceptance',
  'my_decision',
  'overdue',
  'due_soon',
  'drafts',
  'broken',
  'failed',
] as const

export type ListName = (typeof listNames)[number]

/** Threads of one page of a list. */
export const PAGE_SIZE = 30

/**
 * A place in a list, such as where a page begins: behind this thread. Newest first, so what arrives meanwhile
 * moves nothing. `rank` 1: among those that come after all others, as what was read in the list of mentions.
 */
export type Cursor = { lastAt: number; id: number; rank?: 0 | 1 | undefined }

/** What gives a thread its place in a list. */
export type Placed = { last_at: number; id: number; rank?: 0 | 1 | undefined }

export function cursorOf({ last_at, id, rank }: Placed): Cursor {
  return { lastAt: last_at, id, ...(rank === 1 && { rank }) }
}

/** Whether the first stands beneath the second. */
export function isBeneath(one: Cursor, other: Cursor): boolean {
  return ((one.rank ?? 0) - (other.rank ?? 0) || other.lastAt - one.lastAt || other.id - one.id) > 0
}

export function writeCursor({ lastAt, id, rank }: Cursor): string {
  return `${lastAt.toString(36)}.${id.toString(36)}${rank === 1 ? '.1' : ''}`
}

/** @returns null for anything that {@link writeCursor} does not write: the list then begins at its top */
export function readCursor(text: string | undefined): Cursor | null {
  const [, at, id, rank] = /^([0-9a-z]{1,10})\.([0-9a-z]{1,10})(\.1)?$/.exec(text ?? '') ?? []
  if (!at || !id) return null
  return { lastAt: Number.parseInt(at, 36), id: Number.parseInt(id, 36), ...(rank && { rank: 1 as const }) }
}

/** One page out of several lists that are each in order, newest first, without repeats. */
export function mergePages<T extends Placed>(
  pages: readonly (readonly T[])[],
  size: number,
): { rows: T[]; next: Cursor | null } {
  const all = pages.flat().sort((a, b) => (isBeneath(cursorOf(a), cursorOf(b)) ? 1 : -1))
  // The pages were read one after the other: a thread that moved meanwhile may stand in two, at two times.
  const seen = new Set<number>()
  const once = all.filter((row) => !seen.has(row.id) && seen.add(row.id))
  const rows = once.slice(0, size)
  const last = rows.at(-1)
  return { rows, next: last && once.length > size ? cursorOf(last) : null }
}
