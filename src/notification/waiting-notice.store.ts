import type { Db, Row } from '../db/database.ts'
import type { Notice, NotificationKind } from './notification.ts'

/** What is asked of somebody by name; the rest tells only of the moment. */
const waits = new Set<NotificationKind>(['mention', 'policy_asked', 'wait_asked'])

/** Keeps for people who cannot see the thread what they are to be told once they can. @param now UTC ms */
export async function letWait(
  tx: Db,
  accountIds: readonly number[],
  notice: Notice,
  now: number,
): Promise<void> {
  if (accountIds.length === 0 || !waits.has(notice.kind)) return
  await tx
    .insertInto('waiting_notices')
    .values(
      accountIds.map((accountId) => ({
        account_id: accountId,
        kind: notice.kind,
        thread_id: notice.threadId,
        comment_id: notice.commentId ?? null,
        wait_id: notice.waitId ?? null,
        actor_id: notice.actorId,
        cause: notice.cause,
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'cause']).doNothing())
    .execute()
}

/** What waits on a thread, or for some people; oldest first. */
export async function waitingNotices(
  tx: Db,
  of: { threadId: number } | { accountIds: readonly number[] },
): Promise<Row<'waiting_notices'>[]> {
  if ('accountIds' in of && of.accountIds.length === 0) return []
  return tx
    .selectFrom('waiting_notices')
    .selectAll()
    .where((eb) =>
      'threadId' in of ? eb('thread_id', '=', of.threadId) : eb('account_id', 'in', [...of.accountIds]),
    )
    .orderBy('id')
    .execute()
}

export async function forgetWaiting(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('waiting_notices')
    .where('id', 'in', [...ids])
    .execute()
}
