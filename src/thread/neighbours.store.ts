import type { Reader } from '../../views/reader.ts'
import type { Place } from '../../views/shown.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { aboveHits } from '../search/searched-threads.ts'
import { pageInSight } from './list-view.ts'
import { type ListedRow, type Neighbour, neighboursOf } from './neighbours.ts'
import { type Cursor, readCursor } from './thread-list.ts'

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
  const here = placeIn(place) ?? thread.here
  if (!here) return { previous: null, next: null }
  const list = shown ?? (await listed(db, viewer, reader, place))
  const { previous, next, beyond } = neighboursOf(thread.id, here, { place, ...list })
  if (!beyond) return { previous, next }
  // A search goes on page by page; a hit's place is one on its page.
  const isSearch = place.q !== undefined
  const page = isSearch ? { ...place, after: list.next ?? undefined } : beyond
  const further = neighboursOf(thread.id, isSearch ? aboveHits : here, {
    place: page,
    ...(await listed(db, viewer, reader, page)),
  })
  return { previous, next: further.next }
}

/** Just above a hit's own place: once it is found no more, the next one stands there. */
function placeIn(place: Place): Cursor | null {
  const here = readCursor(place.at)
  return here && place.q !== undefined ? { ...here, lastAt: here.lastAt + 1 } : here
}

async function listed(db: Db, viewer: Viewer, reader: Reader, place: Place): Promise<List> {
  const { rows, next } = await pageInSight(db, viewer, reader, place)
  return {
    rows: rows.map(({ id, subject, cursor }) => ({ id, subject, cursor })),
    next,
  }
}
