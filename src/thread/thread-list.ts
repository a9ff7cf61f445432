/** The lists beside the four statuses of a mailbox. */
export const listNames = [
  'mine',
  'unassigned',
  'mentions',
  'decision',
  'overdue',
  'drafts',
  'broken',
  'failed',
] as const

export type ListName = (typeof listNames)[number]

/** Threads of one page of a list. */
export const PAGE_SIZE = 30

/** Where a page begins: behind this thread. Newest first, so what arrives meanwhile moves nothing. */
export type Cursor = { lastAt: number; id: number }

export function writeCursor({ lastAt, id }: Cursor): string {
  return `${lastAt.toString(36)}.${id.toString(36)}`
}

/** @returns null for anything that {@link writeCursor} does not write: the list then begins at its top */
export function readCursor(text: string | undefined): Cursor | null {
  const [, at, id] = /^([0-9a-z]{1,10})\.([0-9a-z]{1,10})$/.exec(text ?? '') ?? []
  return at && id ? { lastAt: Number.parseInt(at, 36), id: Number.parseInt(id, 36) } : null
}

/** One page out of several lists that are each in order, newest first, without repeats. */
export function mergePages<T extends { last_at: number; id: number }>(
  pages: readonly (readonly T[])[],
  size: number,
): { rows: T[]; next: Cursor | null } {
  const all = pages.flat().sort((a, b) => b.last_at - a.last_at || b.id - a.id)
  // The pages were read one after the other: a thread that moved meanwhile may stand in two, at two times.
  const seen = new Set<number>()
  const once = all.filter((row) => !seen.has(row.id) && seen.add(row.id))
  const rows = once.slice(0, size)
  const last = rows.at(-1)
  return { rows, next: last && once.length > size ? { lastAt: last.last_at, id: last.id } : null }
}
