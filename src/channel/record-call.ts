import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { claimEscalation } from '../escalation/claim.ts'
import { isOpen } from '../escalation/escalation.ts'
import { writeStep } from '../escalation/write-step.ts'
import type { CallOutcome } from './call-outcome.ts'

export type RecordedCall =
  | { threadId: number; escalationId: number }
  | { refused: 'not-found' }
  | { refused: 'no-right' | 'done-already'; threadId: number }

const NOTE = 500

/**
 * What came of a call, in the escalation's history. Having reached somebody is no acceptance: the clock goes on
 * until they accept.
 *
 * @param now UTC ms
 */
export async function recordCall(
  db: Db,
  viewer: Viewer,
  input: { callId: number; outcome: CallOutcome; note: string },
  now: number,
): Promise<RecordedCall> {
  return transact(db, async (tx) => {
    const before = await findCall(tx, input.callId)
    const claimed = before && (await claimEscalation(tx, viewer, before.escalation_id, now))
    if (!before || !claimed) return { refused: 'not-found' }
    const threadId = claimed.thread.id
    const isTheirs = before.caller_id === viewer.accountId || before.account_id === viewer.accountId
    if (!isTheirs && !mayWork(viewer, claimed.thread.mailbox_id)) return { refused: 'no-right', threadId }
    // Asked anew behind the thread's lock: of two who write it down the first has it.
    const call = await findCall(tx, input.callId)
    if (call?.outcome !== null) return { refused: 'done-already', threadId }
    const note = [...input.note.trim()].slice(0, NOTE).join('')
    await tx
      .updateTable('phone_calls')
      .set({ outcome: input.outcome, note, done_by: viewer.accountId, done_at: now })
      .where('id', '=', call.id)
      .execute()
    if (isOpen(claimed.standing)) {
      // The first line is the outcome's code, which a page says in the reader's language.
      const words = note === '' ? input.outcome : `${input.outcome}\n${note}`
      const happened = { action: 'phoned', actorId: viewer.accountId, channel: 'phone', words } as const
      await writeStep(tx, claimed, claimed.standing, happened, now)
    }
    return { threadId, escalationId: claimed.escalation.id }
  })
}

async function findCall(tx: Db, id: number): Promise<Row<'phone_calls'> | undefined> {
  return tx.selectFrom('phone_calls').selectAll().where('id', '=', id).executeTakeFirst()
}
