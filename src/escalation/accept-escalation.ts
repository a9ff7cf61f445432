import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { assignThread } from '../thread/assign-thread.ts'
import { type Claimed, claimantOf, claimEscalation } from './claim.ts'
import { type AcceptRefusal, accepted, acceptRefusal } from './standing.ts'
import { writeStep } from './write-step.ts'

export type Accepted =
  | { escalationId: number; threadId: number }
  | { refused: 'not-found' | 'no-right' | 'over' }
  /** Somebody else has the authority now; null where everybody has it no more. */
  | { refused: 'held-by-another'; holderId: number | null; isAccepted: boolean }

/**
 * "I take it": from here on the responsibility is with this person. Of two who press at once the first has
 * it, and the other is told who. Doing it twice changes nothing.
 *
 * @param viewer the person; by a link from their mail they need not be signed in
 * @param now UTC ms
 */
export async function acceptEscalation(db: Db, viewer: Viewer, id: number, now: number): Promise<Accepted> {
  return transact(db, async (tx) => {
    const claimed = await claimEscalation(tx, viewer, id, now)
    if (!claimed) return { refused: 'not-found' }
    const { escalation, thread, standing, route, around } = claimed
    if (standing.state === 'accepted' && standing.holderId === viewer.accountId) {
      return { escalationId: id, threadId: thread.id }
    }
    const refusal = acceptRefusal(route, around.hours, standing, claimantOf(viewer, claimed), now)
    if (refusal) return refusedClaim(refusal, claimed)
    await writeAcceptance(tx, viewer, claimed, now)
    return { escalationId: escalation.id, threadId: thread.id }
  })
}

/** Writes that this person accepts; the caller has asked whether they may. @returns what then stands */
export async function writeAcceptance(
  tx: Db,
  viewer: Viewer,
  claimed: Claimed,
  now: number,
): Promise<Claimed> {
  const { escalation, thread, standing, route, around } = claimed
  const who = { accountId: viewer.accountId, wantedBy: escalation.wanted_by }
  const moved = accepted(route, around.hours, standing, who, now)
  const written = await writeStep(
    tx,
    claimed,
    moved,
    { action: 'accepted', actorId: viewer.accountId },
    now,
    { accepted_by: viewer.accountId, accepted_at: now },
  )
  // A hand-over is one: whoever accepts has the thread. Without a role here (an administrator) they answer for it,
  // and somebody of the mailbox goes on with the work.
  if (standing.kind === 'takeover') {
    await assignThread(tx, viewer, { threadId: thread.id, to: viewer.accountId }, now)
  }
  const after = await claimEscalation(tx, null, written.id, now)
  return after ?? { escalation: written, thread, standing: moved, route, around }
}

export function refusedClaim(
  refusal: AcceptRefusal,
  { standing }: Pick<Claimed, 'standing'>,
): Exclude<Accepted, { escalationId: number }> {
  return refusal === 'held-by-another'
    ? { refused: refusal, holderId: standing.holderId, isAccepted: standing.state === 'accepted' }
    : { refused: refusal }
}
