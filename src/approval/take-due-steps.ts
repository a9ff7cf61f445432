import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { nextStep } from '../escalation/next-step.ts'
import { afterStep } from '../escalation/standing.ts'
import { lockApproval, standingOf, surroundingsOf } from './approval.store.ts'
import { writeStep } from './write-step.ts'

/** Then others get their turn; the next round goes on. */
const AT_ONCE = 100

/**
 * Makes the steps of requests that are due (reminder, deputy, next level, everybody), each in a transaction of its
 * own that finds out anew whether it still is: of several processes one makes it.
 *
 * @returns how many were made
 */
export async function takeDueApprovalSteps(db: Db, clock: () => number, stop?: AbortSignal): Promise<number> {
  const due = await db
    .selectFrom('approvals')
    .select('id')
    .where('next_at', 'is not', null)
    .where('next_at', '<=', clock())
    .orderBy('next_at')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()
  let made = 0
  for (const { id } of due) {
    if (stop?.aborted) break
    if (await takeApprovalStep(db, id, clock())) made++
  }
  return made
}

/** @returns whether a step was due and was made */
export async function takeApprovalStep(db: Db, approvalId: number, now: number): Promise<boolean> {
  return transact(db, async (tx) => {
    const locked = await lockApproval(tx, null, approvalId)
    if (!locked) return false
    const { approval } = locked
    if (approval.state !== 'waiting' || approval.next_at === null || approval.next_at > now) return false
    const surroundings = await surroundingsOf(tx, locked, now)
    const standing = standingOf(approval)
    const step = nextStep(surroundings.route, standing, now, surroundings.around)
    if (!step || step.at > now) {
      // Hours or absences changed since it was written down: it is only the time that moves.
      await tx
        .updateTable('approvals')
        .set({ next_at: step?.at ?? null })
        .where('id', '=', approval.id)
        .execute()
      return false
    }
    const action = step.do === 'call' ? 'remind' : step.do
    const moved = afterStep(standing, step, now)
    await writeStep(tx, locked, surroundings, moved, { action, actorId: null }, now)
    return true
  })
}
