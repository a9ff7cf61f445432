import { sightsOf } from '../access/sight.store.ts'
import { loadViewers } from '../access/viewer.store.ts'
import { maySeeThread } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { type Notice, unsilenced } from './notification.ts'
import { tellBrowsers } from './tell-browsers.ts'
import { letWait } from './waiting-notice.store.ts'

/** Who was told, and who was not because the thread does not exist for them. */
export type Told = { told: number[]; withoutAccess: number[] }

/**
 * Writes a notification for each person, and the order to mail it, in the transaction of what caused it.
 * Whoever may not see the thread gets nothing and is named, so that the caller can say so. What called them by
 * name waits, and is told once they may see it.
 *
 * @param now UTC ms
 */
export async function notify(
  tx: Db,
  accountIds: readonly number[],
  notice: Notice,
  now: number,
): Promise<Told> {
  const addressees = [...new Set(accountIds)].filter((id) => id !== notice.actorId)
  const viewers = await loadViewers(tx, addressees)
  const sight = (await sightsOf(tx, [notice.threadId])).get(notice.threadId)
  const told: number[] = []
  const withoutAccess: number[] = []
  for (const id of addressees) {
    const viewer = viewers.get(id)
    if (viewer && sight && maySeeThread(viewer, sight)) told.push(id)
    else withoutAccess.push(id)
  }
  await letWait(
    tx,
    withoutAccess.filter((id) => viewers.has(id)),
    notice,
    now,
  )
  if (told.length === 0) return { told, withoutAccess }

  const silenced = await tx
    .selectFrom('notification_choices')
    .select('account_id')
    .where('account_id', 'in', told)
    .where('kind', '=', notice.kind)
    .where('by_email', '=', 0)
    .where('kind', 'not in', [...unsilenced])
    .execute()
  const byScreenOnly = new Set(silenced.map((row) => row.account_id))
  const written = await tx
    .insertInto('notifications')
    .values(
      told.map((accountId) => ({
        account_id: accountId,
        kind: notice.kind,
        thread_id: notice.threadId,
        comment_id: notice.commentId ?? null,
        message_id: notice.messageId ?? null,
        policy_id: notice.policyId ?? null,
        wait_id: notice.waitId ?? null,
        escalation_id: notice.escalationId ?? null,
        approval_id: notice.approvalId ?? null,
        actor_id: notice.actorId,
        cause: notice.cause,
        created_at: now,
        read_at: null,
        email_state: byScreenOnly.has(accountId) ? ('none' as const) : ('queued' as const),
        email_next_at: byScreenOnly.has(accountId) ? null : now,
        email_sent_at: null,
        email_error: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'cause']).doNothing())
    .returning('account_id')
    .execute()
  await tellBrowsers(
    tx,
    written.map((row) => row.account_id),
    now,
  )
  return { told, withoutAccess }
}
