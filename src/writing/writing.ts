/** How often an open composer says that it is still there, ms. */
export const BEAT = 20_000
/** After this silence a page counts as left, ms. A tab out of sight is woken by its browser once a minute only. */
export const SILENCE = 75_000
/** Without script a page says nothing by itself: this long after it was opened or saved it counts, ms. */
export const SILENCE_WITHOUT_SCRIPT = 5 * 60_000

/** A composer that stands open on one page. Instants in UTC ms. */
export type OpenPage = {
  accountId: number
  name: string
  beganAt: number
  endsAt: number
  takenAt: number | null
}

/** Somebody who is writing, and since when (UTC ms). */
export type Writer = { accountId: number; name: string; since: number }

/** Whether a page counts as being written on: it has not fallen silent, and nobody has taken over from it. */
export function isWriting(page: Pick<OpenPage, 'endsAt' | 'takenAt'>, now: number): boolean {
  return page.takenAt === null && page.endsAt > now
}

/** Who is writing, each once however many pages they have open; who began first comes first. */
export function writersAmong(pages: readonly OpenPage[], now: number): Writer[] {
  const writers = new Map<number, Writer>()
  const inOrder = pages.filter((page) => isWriting(page, now)).toSorted((a, b) => a.beganAt - b.beganAt)
  for (const { accountId, name, beganAt } of inOrder) {
    if (!writers.has(accountId)) writers.set(accountId, { accountId, name, since: beganAt })
  }
  return [...writers.values()]
}

/**
 * Whom somebody is asked about before they begin to write: all others who are writing. Nobody, when they are
 * writing already themselves: a page that is opened again must not stand behind a question.
 */
export function whomToAskAbout(pages: readonly OpenPage[], accountId: number, now: number): Writer[] {
  const writers = writersAmong(pages, now)
  return writers.some((writer) => writer.accountId === accountId) ? [] : writers
}
