import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { decideByPolicy, heldByAnother } from '../escalation/decide-escalation.ts'
import { openEscalationOf } from '../escalation/escalation.store.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { indexLater } from '../search/due.store.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { afterTaking } from '../thread/status.ts'
import { changeThread, lockThread, type Thread } from '../thread/thread.store.ts'
import { forgetWords } from '../writing/kept-words.store.ts'
import { INSTRUCTION_LIMIT, type ReplyBy, WORDING_LIMIT } from './policy.ts'

export type NewPolicy = {
  threadId: number
  instruction: string
  /** UTC ms, or null for no due time. */
  dueAt: number | null
  replyBy: ReplyBy
  needsApproval: boolean
  /** When to come back to the supervisor, in words. */
  returnWhen: string
  /** Words for the customer, ready to be put into the reply. */
  wording?: string
  /** Whether it goes to the next level by itself when its due time passes without an answer. */
  raiseWhenLate?: boolean
  /** The version that its author had before them; another one set meanwhile is not silently replaced. */
  replaces: number
}

export type SetPolicy =
  | { policyId: number; version: number }
  | { refused: 'not-found' | 'not-supervisor' | 'empty' | 'too-long' | 'due-in-the-past' }
  | { refused: 'replaced-meanwhile'; version: number }
  /** Somebody else answers for the decision that was called for here. */
  | { refused: 'held-by-another'; by: number | null }

/**
 * Sets the response policy of a thread as its next version, which from then on binds. The decision that
 * was awaited is given, and the assignee and whoever asked are told.
 *
 * @param now UTC ms
 */
export async function setPolicy(db: Db, viewer: Viewer, policy: NewPolicy, now: number): Promise<SetPolicy> {
  const instruction = policy.instruction.trim()
  if (instruction === '') return { refused: 'empty' }
  if (instruction.length > INSTRUCTION_LIMIT) return { refused: 'too-long' }
  if (policy.dueAt !== null && policy.dueAt < now) return { refused: 'due-in-the-past' }

  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, policy.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!maySupervise(viewer, thread.mailbox_id)) return { refused: 'not-supervisor' }
    const latest = await tx
      .selectFrom('policies')
      .select('version')
      .where('thread_id', '=', thread.id)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    const version = (latest?.version ?? 0) + 1
    if (version - 1 !== policy.replaces) return { refused: 'replaced-meanwhile', version: version - 1 }

    const escalation = await openEscalationOf(tx, thread.id)
    const held = escalation && (await heldByAnother(tx, viewer, escalation.id, now))
    if (held) return { refused: 'held-by-another', by: held.holderId }

    const { id } = await tx
      .insertInto('policies')
      .values({
        thread_id: thread.id,
        version,
        instruction,
        due_at: policy.dueAt,
        reply_by: policy.replyBy,
        needs_approval: policy.needsApproval ? 1 : 0,
        return_when: policy.returnWhen.trim(),
        wording: (policy.wording ?? '').trim().slice(0, WORDING_LIMIT),
        raise_when_late: policy.raiseWhenLate ? 1 : 0,
        late_at: policy.dueAt,
        author_id: viewer.accountId,
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const moved: Thread = { ...thread, status: afterTaking(thread.status), policy_id: id }
    await changeThread(tx, thread, {
      status: moved.status,
      policy_id: id,
      policy_asked_at: null,
      policy_asked_of: null,
      ...(await clocksOf(tx, moved, now)),
    })
    if (escalation) {
      await decideByPolicy(tx, viewer, { escalationId: escalation.id, policyId: id, instruction }, now)
    }
    await notify(
      tx,
      [...(await concerned(tx, thread)), ...(escalation ? [escalation.raised_by] : [])],
      {
        kind: 'policy_set',
        threadId: thread.id,
        mailboxId: thread.mailbox_id,
        policyId: id,
        actorId: viewer.accountId,
        cause: `policy_set:${id}`,
      },
      now,
    )
    await forgetWords(tx, thread.id, viewer.accountId, 'policy')
    await indexLater(tx, 'policy', [id])
    await recordEvent(tx, {
      at: now,
      kind: 'policy_set',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { policy: id, version, statusFrom: thread.status, statusTo: moved.status },
    })
    return { policyId: id, version }
  })
}

/** The assignee, and whoever asked for this decision. */
async function concerned(tx: Db, thread: Thread): Promise<number[]> {
  const asked =
    thread.policy_asked_at === null
      ? []
      : await tx
          .selectFrom('events')
          .select('actor_id')
          .where('thread_id', '=', thread.id)
          .where('kind', '=', 'policy_asked')
          .where('at', '>=', thread.policy_asked_at)
          .execute()
  return [thread.assignee_id, ...asked.map((row) => row.actor_id)].filter((id) => id !== null)
}
