import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { type Accepted, refusedClaim } from './accept-escalation.ts'
import { claimantOf, claimEscalation } from './claim.ts'
import { decideRefusal, ended, movedOn, steppedDown } from './standing.ts'
import { writeStep } from './write-step.ts'

export type Passed =
  | Exclude<Accepted, { refused: 'held-by-another' }>
  | Extract<Accepted, { refused: 'held-by-another' }>
  | { refused: 'needs-reason' | 'no-lower-level' }

/** Longest reason, in characters. */
export const REASON_LIMIT = 2000

/**
 * "I cannot take it": the next person is called at once.
 *
 * @param reason why; a refusal without one would leave the reporter guessing
 */
export async function declineEscalation(
  db: Db,
  viewer: Viewer,
  input: { id: number; reason: string },
  now: number,
): Promise<Passed> {
  const reason = input.reason.trim().slice(0, REASON_LIMIT)
  if (reason === '') return { refused: 'needs-reason' }
  return transact(db, async (tx) => {
    const claimed = await claimEscalation(tx, viewer, input.id, now)
    if (!claimed) return { refused: 'not-found' }
    const { standing, thread, route, around } = claimed
    if (standing.state !== 'waiting' && standing.state !== 'accepted') return { refused: 'over' }
    if (standing.holderId !== viewer.accountId) return refusedClaim('held-by-another', claimed)
    const moved = movedOn(route, standing, 'next', now, around)
    const happened = { action: 'declined', actorId: viewer.accountId, words: reason } as const
    await writeStep(tx, claimed, moved, happened, now, { accepted_by: null, accepted_at: null })
    return { escalationId: input.id, threadId: thread.id }
  })
}

/** Up to the next level, by the one who has it and finds that it is not theirs to decide. */
export async function sendUpEscalation(
  db: Db,
  viewer: Viewer,
  input: { id: number; reason: string },
  now: number,
): Promise<Passed> {
  const reason = input.reason.trim().slice(0, REASON_LIMIT)
  if (reason === '') return { refused: 'needs-reason' }
  return transact(db, async (tx) => {
    const claimed = await claimEscalation(tx, viewer, input.id, now)
    if (!claimed) return { refused: 'not-found' }
    const { standing, thread, route, around } = claimed
    const refusal = decideRefusal(route, around.hours, standing, claimantOf(viewer, claimed), now)
    if (refusal) return refusedClaim(refusal, claimed)
    const moved = movedOn(route, standing, 'up', now, around)
    const happened = { action: 'sent_up', actorId: viewer.accountId, words: reason } as const
    await writeStep(tx, claimed, moved, happened, now, { accepted_by: null, accepted_at: null })
    return { escalationId: input.id, threadId: thread.id }
  })
}

/**
 * De-escalation: down to a lower level, or to the front line with guidance on how to solve it there.
 *
 * @param input.level the level to step down to; the front line ends it with the reason as its guidance
 */
export async function stepDownEscalation(
  db: Db,
  viewer: Viewer,
  input: { id: number; level: number; reason: string },
  now: number,
): Promise<Passed> {
  const reason = input.reason.trim().slice(0, REASON_LIMIT)
  if (reason === '') return { refused: 'needs-reason' }
  return transact(db, async (tx) => {
    const claimed = await claimEscalation(tx, viewer, input.id, now)
    if (!claimed) return { refused: 'not-found' }
    const { standing, thread, route, around } = claimed
    if (input.level >= standing.level) return { refused: 'no-lower-level' }
    const refusal = decideRefusal(route, around.hours, standing, claimantOf(viewer, claimed), now)
    if (refusal) return refusedClaim(refusal, claimed)
    const moved = steppedDown(route, standing, input.level, now, around)
    const happened = { action: 'stepped_down', actorId: viewer.accountId, words: reason } as const
    const isOver = moved.state === 'decided'
    await writeStep(tx, claimed, moved, happened, now, {
      accepted_by: isOver ? (claimed.escalation.accepted_by ?? viewer.accountId) : null,
      accepted_at: isOver ? (claimed.escalation.accepted_at ?? now) : null,
      ...(isOver && {
        ended_by: viewer.accountId,
        ended_at: now,
        decision: 'guidance' as const,
        decision_words: reason,
      }),
    })
    return { escalationId: input.id, threadId: thread.id }
  })
}

/** It solved itself, or was raised by mistake: by whoever raised it, the assignee, or whoever may decide. */
export async function withdrawEscalation(
  db: Db,
  viewer: Viewer,
  input: { id: number; reason: string },
  now: number,
): Promise<Passed> {
  const reason = input.reason.trim().slice(0, REASON_LIMIT)
  if (reason === '') return { refused: 'needs-reason' }
  return transact(db, async (tx) => {
    const claimed = await claimEscalation(tx, viewer, input.id, now)
    if (!claimed) return { refused: 'not-found' }
    const { standing, escalation, thread } = claimed
    if (standing.state !== 'waiting' && standing.state !== 'accepted') return { refused: 'over' }
    const isTheirs = escalation.raised_by === viewer.accountId || thread.assignee_id === viewer.accountId
    if (!isTheirs && !claimantOf(viewer, claimed).mayDecide) return { refused: 'no-right' }
    const happened = { action: 'withdrawn', actorId: viewer.accountId, words: reason } as const
    await writeStep(tx, claimed, ended(standing, 'withdrawn'), happened, now, {
      ended_by: viewer.accountId,
      ended_at: now,
    })
    return { escalationId: input.id, threadId: thread.id }
  })
}
