import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { tellBrowsers } from './tell-browsers.ts'

/**
 * Marks the viewer's own notifications as read; other people's and unknown ids are passed over.
 *
 * @param now UTC ms
 * @returns how many were unread
 */
export async function markRead(
  db: Db,
  viewer: Viewer,
  ids: readonly number[] | 'all',
  now: number,
): Promise<number> {
  return ids === 'all' ? mark(db, viewer, {}, now) : mark(db, viewer, { ids }, now)
}

/** Opening a thread reads what the viewer was told about it. @param now UTC ms @returns how many were unread */
export async function markThreadRead(db: Db, viewer: Viewer, threadId: number, now: number): Promise<number> {
  return mark(db, viewer, { threadId }, now)
}

/** An assignment was taken back: its news counts as read, so that it is no longer mailed. @param now UTC ms */
export async function readAssignment(
  tx: Db,
  accountId: number,
  threadId: number,
  now: number,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('notifications')
    .set({ read_at: now })
    .where('account_id', '=', accountId)
    .where('thread_id', '=', threadId)
    .where('kind', '=', 'assigned')
    .where('read_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await tellBrowsers(tx, [accountId], now)
}

async function mark(
  db: Db,
  viewer: Viewer,
  which: { ids?: readonly number[]; threadId?: number },
  now: number,
): Promise<number> {
  const { ids, threadId } = which
  // Looked up first: a page that is opened again and again then takes no lock.
  const unread = await db
    .selectFrom('notifications')
    .select('id')
    .where('account_id', '=', viewer.accountId)
    .where('read_at', 'is', null)
    .$if(ids !== undefined, (query) => query.where('id', 'in', [...(ids ?? []), 0]))
    .$if(threadId !== undefined, (query) => query.where('thread_id', '=', threadId ?? 0))
    .execute()
  if (unread.length === 0) return 0

  return transact(db, async (tx) => {
    let marked = 0
    for (let at = 0; at < unread.length; at += AT_ONCE) {
      const rows = await tx
        .updateTable('notifications')
        .set({ read_at: now })
        .where(
          'id',
          'in',
          unread.slice(at, at + AT_ONCE).map((row) => row.id),
        )
        .where('read_at', 'is', null)
        .returning('id')
        .execute()
      marked += rows.length
    }
    if (marked > 0) await tellBrowsers(tx, [viewer.accountId], now)
    return marked
  })
}

/** Both databases limit how many values one query may carry. */
const AT_ONCE = 500
