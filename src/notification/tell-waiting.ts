import { sightsOf } from '../access/sight.store.ts'
import { loadViewers } from '../access/viewer.store.ts'
import { maySeeThread } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { isNotificationKind } from './notification.ts'
import { notify } from './notify.ts'
import { forgetWaiting, waitingNotices } from './waiting-notice.store.ts'

/**
 * Tells people what waited for them, as far as they see the thread by now: in the transaction of whatever gave
 * them access, be it a restriction, a role or a group.
 *
 * @param now UTC ms
 */
export async function tellWaiting(
  tx: Db,
  of: { threadId: number } | { accountIds: readonly number[] },
  now: number,
): Promise<void> {
  const waiting = await waitingNotices(tx, of)
  if (waiting.length === 0) return
  const viewers = await loadViewers(tx, [...new Set(waiting.map((notice) => notice.account_id))])
  const sights = await sightsOf(
    tx,
    waiting.map((notice) => notice.thread_id),
  )
  const told = waiting.filter((notice) => {
    const viewer = viewers.get(notice.account_id)
    const sight = sights.get(notice.thread_id)
    return viewer && sight && maySeeThread(viewer, sight)
  })
  for (const notice of told) {
    const sight = sights.get(notice.thread_id)
    if (!sight || !isNotificationKind(notice.kind)) continue
    await notify(
      tx,
      [notice.account_id],
      {
        kind: notice.kind,
        threadId: notice.thread_id,
        mailboxId: sight.mailboxId,
        ...(notice.comment_id !== null && { commentId: notice.comment_id }),
        ...(notice.wait_id !== null && { waitId: notice.wait_id }),
        actorId: notice.actor_id,
        cause: notice.cause,
      },
      now,
    )
  }
  await forgetWaiting(
    tx,
    told.map((notice) => notice.id),
  )
}
