import { loadViewer } from '../access/viewer.store.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { raiseForLatePolicy } from '../escalation/raise-for-late-policy.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { lockWhereItStands, type Thread } from '../thread/thread.store.ts'

/** Then others get their turn; the next run goes on. */
const AT_ONCE = 100

/**
 * Tells assignee and author of each policy whose due time has passed without an answer, once, and raises the
 * matter to the next level where the policy says so.
 *
 * @param clock now, UTC ms
 * @returns how many were late
 */
export async function tellLatePolicies(db: Db, clock: () => number, stop?: AbortSignal): Promise<number> {
  const due = await db
    .selectFrom('policies')
    .select(['id', 'thread_id'])
    .where('late_at', 'is not', null)
    .where('late_at', '<=', clock())
    .orderBy('late_at')
    .limit(AT_ONCE)
    .execute()
  let late = 0
  for (const policy of due) {
    if (stop?.aborted) break
    if (await tellLate(db, policy, clock())) late++
  }
  return late
}

function tellLate(
  db: Db,
  { id, thread_id }: { id: number; thread_id: number },
  now: number,
): Promise<boolean> {
  return transact(db, async (tx) => {
    const thread = await lockWhereItStands(tx, thread_id)
    const policy = await tx
      .selectFrom('policies')
      .selectAll()
      .where('id', '=', id)
      .where('late_at', '<=', now)
      .executeTakeFirst()
    if (!thread || !policy) return false
    await tx.updateTable('policies').set({ late_at: null }).where('id', '=', id).execute()
    if (!isOwed(thread, policy)) return false
    await notify(
      tx,
      [thread.assignee_id, policy.author_id].filter((account) => account !== null),
      {
        kind: 'policy_late',
        threadId: thread.id,
        mailboxId: thread.mailbox_id,
        policyId: policy.id,
        actorId: null,
        cause: `policy_late:${policy.id}`,
      },
      now,
    )
    await recordEvent(tx, {
      at: now,
      kind: 'policy_late',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: null,
      facts: { policy: policy.id, version: policy.version, due: policy.due_at },
    })
    const author = policy.raise_when_late === 1 ? await loadViewer(tx, policy.author_id) : null
    if (author) await raiseForLatePolicy(tx, author, thread, policy, now)
    return true
  })
}

/** It binds still, and nothing that went out since has answered it. */
function isOwed(thread: Thread, policy: Row<'policies'>): boolean {
  const isAnswered = thread.last_outbound_at !== null && thread.last_outbound_at >= policy.created_at
  return thread.policy_id === policy.id && thread.status !== 'done' && !isAnswered
}
