import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { changeThread, lockThread } from '../thread/thread.store.ts'

export type Acknowledged =
  | { threadId: number }
  | { refused: 'not-found' }
  | { refused: 'read-only'; threadId: number }
  /** Another version binds by now; that one must be read first. */
  | { refused: 'not-binding'; threadId: number }

/** "I have read this policy and follow it." Doing it twice changes nothing. @param now UTC ms */
export async function acknowledgePolicy(
  db: Db,
  viewer: Viewer,
  policyId: number,
  now: number,
): Promise<Acknowledged> {
  return transact(db, async (tx) => {
    const policy = await tx.selectFrom('policies').selectAll().where('id', '=', policyId).executeTakeFirst()
    const thread = policy ? await lockThread(tx, viewer, policy.thread_id) : null
    if (!policy || !thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only', threadId: thread.id }
    if (thread.policy_id !== policy.id) return { refused: 'not-binding', threadId: thread.id }
    const written = await tx
      .insertInto('policy_acknowledgements')
      .values({ policy_id: policy.id, account_id: viewer.accountId, at: now })
      .onConflict((conflict) => conflict.columns(['policy_id', 'account_id']).doNothing())
      .returning('policy_id')
      .execute()
    if (written.length === 0) return { threadId: thread.id }
    await changeThread(tx, thread, {})
    await recordEvent(tx, {
      at: now,
      kind: 'policy_acknowledged',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { policy: policy.id, version: policy.version },
    })
    return { threadId: thread.id }
  })
}
