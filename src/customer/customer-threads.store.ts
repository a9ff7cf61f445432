import { type SqlBool, sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Cursor, mergePages } from '../thread/thread-list.ts'

/** Counting stops here. */
export const THREAD_COUNT_LIMIT = 1000

/**
 * One page of a customer's threads that the viewer may see, newest first: a walk for each address, put together.
 *
 * @param ids of all addresses of the customer
 * @param page.except a thread that is in sight already
 */
export async function threadsOfCustomer(
  db: Db,
  viewer: Viewer,
  ids: readonly number[],
  page: { size: number; after?: Cursor | null; except?: number },
): Promise<{ rows: Thread[]; next: Cursor | null }> {
  const { size, after = null, except = 0 } = page
  const pages = await Promise.all(
    ids.map((id) =>
      ofAddress(db, viewer, id)
        .selectAll()
        .where('threads.id', '!=', except)
        .$if(after !== null, (query) =>
          query.where((eb) =>
            eb(
              eb.refTuple('threads.last_at', 'threads.id'),
              '<',
              eb.tuple(after?.lastAt ?? 0, after?.id ?? 0),
            ),
          ),
        )
        .orderBy('threads.last_at', 'desc')
        .orderBy('threads.id', 'desc')
        .limit(size + 1)
        .execute(),
    ),
  )
  return mergePages(pages, size)
}

/** How many threads of a customer the viewer may see, up to the limit. */
export async function countThreadsOfCustomer(
  db: Db,
  viewer: Viewer,
  ids: readonly number[],
): Promise<number> {
  let sum = 0
  for (const id of ids) {
    if (sum >= THREAD_COUNT_LIMIT) break
    const found = ofAddress(db, viewer, id)
      .select('threads.id')
      .limit(THREAD_COUNT_LIMIT - sum)
    const { n } = await db
      .selectFrom(found.as('found'))
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    sum += Number(n)
  }
  return sum
}

function ofAddress(db: Db, viewer: Viewer, customerId: number) {
  return (
    db
      .selectFrom('threads')
      .where('threads.customer_id', '=', customerId)
      // In the query's text, so that SQLite takes the customer's index and no mailbox's.
      .where(sql<SqlBool>`threads.folder = 'inbox'`)
      .where(visibleThreads(viewer))
  )
}
