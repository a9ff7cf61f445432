/** What somebody typed into a form, by field. */
export type Fields = Readonly<Record<string, string>>

/** What one page brought of a form; `edit` counts what was typed there. */
export type WordsOfPage = { page: string; edit: number; fields: Fields; updatedAt: number }

/** A form as it is shown again: what was typed, on which pages, and when last (UTC ms). */
export type KeptForm = { fields: Fields; follows: string; at: number }

/** The forms whose words are kept: a comment on the thread or at one message, a policy, asking for one. */
export const keptForm = /^(?:comment|comment-at-\d{1,15}|policy|policy-request)$/

/** The field that is the form's text: without it, nothing is kept. */
export function textOfFields(fields: Fields): string {
  return (fields.body ?? fields.instruction ?? '').trim()
}

/**
 * Each page keeps its own words, so that none overwrites another's. Shown again, they stand in one form: the
 * newest page's, and beneath them what others have that is not among them.
 */
export function joinPages(pages: readonly WordsOfPage[]): KeptForm | null {
  const [newest, ...older] = pages.toSorted((a, b) => b.updatedAt - a.updatedAt)
  if (!newest) return null
  let text = textOfFields(newest.fields)
  for (const { fields } of older) {
    const more = textOfFields(fields)
    if (!text.includes(more)) text = `${text}\n\n${more}`
  }
  const name = 'instruction' in newest.fields ? 'instruction' : 'body'
  return {
    fields: older.length === 0 ? newest.fields : { ...newest.fields, [name]: text },
    follows: pages.map(({ page, edit }) => `${page}:${edit}`).join(' '),
    at: newest.updatedAt,
  }
}

/** What a form that was shown again takes the place of: those pages, as far as they had been typed on. */
export function pagesFollowed(follows: string): { page: string; edit: number }[] {
  return [...follows.matchAll(/([0-9a-f]{32}):(\d{1,9})/g)].map(([, page = '', edit]) => ({
    page,
    edit: Number(edit),
  }))
}
