import type { Db } from '../db/database.ts'
import { readCursor, writeCursor } from '../thread/thread-list.ts'
import { findHits, PAGE_SIZE, readPlace, type Search, type Sorting, writePlace } from './find-hits.ts'
import { findThreads, lastSaid } from './find-threads.ts'
import type { Hit } from './hits.store.ts'

/** One page of hits, one of each thread. */
export type FoundPage = {
  hits: Hit[]
  /** Where the page after it begins, as it stands in an address; null at the end. */
  next: string | null
  /** Other pages come before it. */
  isFurther: boolean
}

/**
 * @param after what an earlier page gave as `next`; anything else begins at the top
 * @param size in threads
 */
export async function findPage(
  db: Db,
  search: Search,
  { sorting, after, size = PAGE_SIZE }: { sorting: Sorting; after?: string | undefined; size?: number },
): Promise<FoundPage> {
  const { lead, threads } = search
  if (lead === null) {
    const place = readPlace(after)
    const { hits, next } = await findHits(db, search, { sorting, after: place, size })
    return { hits, next: next && writePlace(next), isFurther: place !== null }
  }
  const cursor = readCursor(after)
  const { ids, next } = await findThreads(db, { lead, threads }, { after: cursor, size })
  return { hits: await lastSaid(db, ids), next: next && writeCursor(next), isFurther: cursor !== null }
}
