import { loadViewer } from '../access/viewer.store.ts'
import { maySupervise } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { bindingPolicy } from '../policy/policy.store.ts'
import { type PolicyRefusal, policyRefusal } from '../policy/policy.ts'
import { carefulOf } from '../rule/careful.store.ts'
import { lockWhereItStands, type Thread } from '../thread/thread.store.ts'

type Queued = Pick<Row<'outbox'>, 'id' | 'thread_id' | 'queued_by' | 'queued_under' | 'purpose'>

/**
 * A mail waits in the queue for seconds, or for days, and a policy that is set meanwhile holds for it too. One
 * that was obeyed when it was queued stays obeyed, whoever the thread is given to. Keeps the thread locked until
 * the transaction ends.
 *
 * @throws HeldBack when another policy binds by now, and does not let whoever queued it send
 */
export async function obeyPolicy(tx: Db, mail: Queued): Promise<void> {
  const thread = await lockThreadOf(tx, mail)
  // A policy says how the customer is answered.
  if (!thread || mail.purpose !== 'reply') return
  if (thread.policy_id === mail.queued_under && !(await isCarefulSince(tx, thread, mail))) return
  const policy = await bindingPolicy(tx, thread)
  if (!policy) return
  const viewer = await loadViewer(tx, mail.queued_by)
  // Who left, or lost their role, wrote it in good time: only what the policy says counts.
  const supervises = viewer !== null && maySupervise(viewer, thread.mailbox_id)
  const refusal = policyRefusal({ accountId: mail.queued_by, supervises }, thread.assignee_id, policy)
  if (refusal) throw new HeldBack(thread, refusal)
}

/** Careful mode that began after the mail was queued holds it back as a new policy would. */
async function isCarefulSince(tx: Db, thread: Thread, mail: Queued): Promise<boolean> {
  const careful = await carefulOf(tx, thread.id)
  if (!careful) return false
  const queued = await tx
    .selectFrom('outbox')
    .innerJoin('messages', 'messages.id', 'outbox.message_id')
    .select('messages.created_at')
    .where('outbox.id', '=', mail.id)
    .executeTakeFirst()
  return queued !== undefined && queued.created_at < careful.since
}

export class HeldBack extends Error {
  readonly thread: Thread
  readonly refusal: PolicyRefusal

  constructor(thread: Thread, refusal: PolicyRefusal) {
    super(`the policy does not let this mail out: ${refusal}`)
    this.thread = thread
    this.refusal = refusal
  }
}

/** The thread of a mail, locked. It may have been split off or merged since the mail was read. */
export async function lockThreadOf(
  tx: Db,
  mail: Pick<Row<'outbox'>, 'id' | 'thread_id'>,
): Promise<Thread | null> {
  const now = await tx.selectFrom('outbox').select('thread_id').where('id', '=', mail.id).executeTakeFirst()
  return lockWhereItStands(tx, now?.thread_id ?? mail.thread_id)
}
