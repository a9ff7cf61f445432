import type { Db } from '../db/database.ts'
import type { Limits } from './restriction.ts'

/** Whom a thread is limited to; nobody where it is not. */
export async function limitsOf(db: Db, threadId: number): Promise<Limits> {
  const rows = await db
    .selectFrom('thread_viewers')
    .select(['account_id', 'group_id'])
    .where('thread_id', '=', threadId)
    .orderBy('id')
    .execute()
  return {
    accountIds: rows.map((row) => row.account_id).filter((id) => id !== null),
    groupIds: rows.map((row) => row.group_id).filter((id) => id !== null),
  }
}

/** Replaces whom a thread is limited to. @param now UTC ms */
export async function writeLimits(
  tx: Db,
  threadId: number,
  { accountIds, groupIds }: Limits,
  actorId: number | null,
  now: number,
): Promise<void> {
  await tx.deleteFrom('thread_viewers').where('thread_id', '=', threadId).execute()
  const by = { thread_id: threadId, added_by: actorId, added_at: now }
  const rows = [
    ...accountIds.map((id) => ({ ...by, account_id: id, group_id: null })),
    ...groupIds.map((id) => ({ ...by, account_id: null, group_id: id })),
  ]
  if (rows.length > 0) await tx.insertInto('thread_viewers').values(rows).execute()
}

/** Limits another thread to the same people and groups. */
export async function copyThreadViewers(tx: Db, from: number, to: number): Promise<void> {
  const rows = await tx.selectFrom('thread_viewers').selectAll().where('thread_id', '=', from).execute()
  if (rows.length === 0) return
  await tx
    .insertInto('thread_viewers')
    .values(rows.map(({ id: _id, ...row }) => ({ ...row, thread_id: to })))
    .execute()
}
