import type { Reader } from '../../views/reader.ts'
import type { Place } from '../../views/shown.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { pageInSight } from './list-view.ts'
import { type ListedRow, type Neighbour, neighboursOf } from './neighbours.ts'
import { type Cursor, cursorOf, readCursor, writeCursor } from './thread-list.ts'

type List = { rows: readonly ListedRow[]; next: string | null }

/**
 * What stands above and beneath a thread in the list that somebody came from, on the following page of it too.
 *
 * @param here where the thread stands, for who came from no list; what `place.at` says goes before
 * @param shown the page of the list, where it was read already
 */
export async function findNeighbours(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  place: Place,
  thread: { id: number; here: Cursor | null },
  shown?: List,
): Promise<{ previous: Neighbour | null; next: Neighbour | null }> {
  const here = readCursor(place.at) ?? thread.here
  if (!here) return { previous: null, next: null }
  const list = shown ?? (await listed(db, viewer, reader, place))
  const { previous, next, beyond } = neighboursOf(thread.id, here, { place, ...list })
  if (!beyond) return { previous, next }
  const further = neighboursOf(thread.id, here, {
    place: beyond,
    ...(await listed(db, viewer, reader, beyond)),
  })
  return { previous, next: further.next }
}

async function listed(db: Db, viewer: Viewer, reader: Reader, place: Place): Promise<List> {
  const { rows, next } = await pageInSight(db, viewer, reader, place)
  return {
    rows: rows.map((row) => ({ id: row.id, subject: row.subject, cursor: writeCursor(cursorOf(row)) })),
    next: next && writeCursor(next),
  }
}
