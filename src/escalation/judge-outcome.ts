import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { changeThread } from '../thread/thread.store.ts'
import { lockEscalation } from './escalation.store.ts'

/** What became of a decision: followed and solved, followed in vain, or another way was taken. */
export const outcomes = ['solved', 'followed', 'neither'] as const
export type Outcome = (typeof outcomes)[number]

/**
 * Records what became of a decision, so that the same trouble is handled faster next time. It says nothing
 * of anybody, and may be corrected.
 */
export async function judgeOutcome(
  db: Db,
  viewer: Viewer,
  input: { id: number; outcome: Outcome },
  now: number,
): Promise<{ escalationId: number; threadId: number } | { refused: 'not-found' | 'no-right' | 'over' }> {
  return transact(db, async (tx) => {
    const locked = await lockEscalation(tx, viewer, input.id)
    if (!locked) return { refused: 'not-found' }
    const { escalation, thread } = locked
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'no-right' }
    if (escalation.decision === null) return { refused: 'over' }
    await tx
      .updateTable('escalations')
      .set({
        followed: input.outcome === 'neither' ? 0 : 1,
        solved: input.outcome === 'solved' ? 1 : 0,
        outcome_by: viewer.accountId,
        outcome_at: now,
      })
      .where('id', '=', escalation.id)
      .execute()
    await changeThread(tx, thread, {})
    await recordEvent(tx, {
      at: now,
      kind: 'escalation_judged',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { escalation: escalation.id, outcome: input.outcome },
    })
    return { escalationId: escalation.id, threadId: thread.id }
  })
}
