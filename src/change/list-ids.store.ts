import type { Reader } from '../../views/reader.ts'
import type { Place } from '../../views/shown.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { pageInSight } from '../thread/list-view.ts'
import { MOST_AT_ONCE } from './change.ts'

/**
 * The threads of a whole list, from its top, at most {@link MOST_AT_ONCE}. What came in after the page was made
 * is left out: nobody has chosen it.
 *
 * @param madeAt when the page was made on which "all" was chosen, UTC ms
 */
export async function idsOfList(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  place: Place,
  madeAt: number,
): Promise<number[]> {
  const ids: number[] = []
  let after: string | undefined
  do {
    const page = await pageInSight(db, viewer, reader, { ...place, after })
    for (const thread of page.rows) if (thread.last_at <= madeAt) ids.push(thread.id)
    after = page.next ?? undefined
  } while (after !== undefined && ids.length < MOST_AT_ONCE)
  return ids.slice(0, MOST_AT_ONCE)
}
