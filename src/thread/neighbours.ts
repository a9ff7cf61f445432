import type { Place } from '../../views/shown.ts'
import { type Cursor, isBeneath, readCursor, writeCursor } from './thread-list.ts'

/** A row as a list shows it. */
export type ListedRow = { id: number; subject: string; cursor?: string | undefined }

export type Neighbour = { id: number; subject: string; place: Place }

/** `beyond`: nothing stands beneath on this page of the list, and this is the page on which it goes on. */
export type Neighbours = { previous: Neighbour | null; next: Neighbour | null; beyond: Place | null }

/**
 * What stands above and beneath a thread in the list that somebody came from. Their place in it counts, not
 * where the thread stands now: it may have left the list, or have come to its top with a new mail.
 *
 * @param list one page of it
 * @param here the place in it, see {@link Place.at}
 */
export function neighboursOf(
  threadId: number,
  here: Cursor,
  list: { place: Place; rows: readonly ListedRow[]; next: string | null },
): Neighbours {
  const rows = list.rows.flatMap((row) => {
    const cursor = readCursor(row.cursor)
    return cursor ? [{ ...row, cursor }] : []
  })
  const others = rows.filter((row) => row.id !== threadId)
  const asNeighbour = (row: (typeof rows)[number] | undefined): Neighbour | null =>
    row ? { id: row.id, subject: row.subject, place: { ...list.place, at: writeCursor(row.cursor) } } : null
  const next = others.find((row) => isBeneath(row.cursor, here))
  const previous = others.findLast((row) => isBeneath(here, row.cursor))
  if (next || list.next === null) {
    return { previous: asNeighbour(previous), next: asNeighbour(next), beyond: null }
  }
  // The page on which it goes on begins with the last row of this one, so that there is a way back.
  const last = rows.at(-1)
  const before = rows.at(-2)
  const after = last && before && !isBeneath(here, last.cursor) ? before.cursor : here
  return {
    previous: asNeighbour(previous),
    next: null,
    beyond: { ...list.place, after: writeCursor(after) },
  }
}
