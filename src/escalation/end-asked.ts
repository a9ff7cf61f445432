import type { Db } from '../db/database.ts'
import { claimEscalation } from './claim.ts'
import { ANSWER_LIMIT } from './decide-escalation.ts'
import { ended } from './standing.ts'
import { writeStep } from './write-step.ts'

/**
 * The wait that a question opened has ended: its answer is the decision. The wait's own notices tell of it.
 *
 * @param how.by null: the answer came by mail
 * @param now UTC ms
 */
export async function endAsked(
  tx: Db,
  waitId: number,
  how: { answer: string; by: number | null },
  now: number,
): Promise<void> {
  const asked = await tx
    .selectFrom('escalations')
    .select('id')
    .where('wait_id', '=', waitId)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  const claimed = asked && (await claimEscalation(tx, null, asked.id, now))
  if (!claimed) return
  const words = how.answer.slice(0, ANSWER_LIMIT)
  const happened = { action: 'decided', actorId: how.by, words } as const
  await writeStep(tx, claimed, ended(claimed.standing, 'decided'), happened, now, {
    ended_by: how.by,
    ended_at: now,
    decision: 'answer',
    decision_words: words,
  })
}
