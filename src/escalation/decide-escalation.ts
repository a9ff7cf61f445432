import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { assignThread } from '../thread/assign-thread.ts'
import { type Accepted, refusedClaim, writeAcceptance } from './accept-escalation.ts'
import { type Claimed, claimantOf, claimEscalation } from './claim.ts'
import { reportOf } from './escalation.store.ts'
import type { Decision } from './escalation.ts'
import { decideRefusal, ended } from './standing.ts'
import { writeStep } from './write-step.ts'

export type Decided = Accepted | { refused: 'needs-words' | 'no-such-option' | 'no-role' }

/** Longest answer, in characters. */
export const ANSWER_LIMIT = 4000

type Choice =
  | { by: 'answer'; words: string }
  /** The number of one of the options that the report offers, from 0. */
  | { by: 'option'; option: number; words: string }
  | { by: 'takeover' }

/**
 * Gives the decision without a policy: an answer, one of the options offered, or by taking the thread over.
 * Whoever is called and decides right away has accepted with that.
 *
 * @param now UTC ms
 */
export async function decideEscalation(
  db: Db,
  viewer: Viewer,
  input: { id: number; choice: Choice },
  now: number,
): Promise<Decided> {
  const { choice } = input
  if (choice.by === 'answer' && choice.words.trim() === '') return { refused: 'needs-words' }
  return transact(db, async (tx) => {
    const claimed = await claimEscalation(tx, viewer, input.id, now)
    if (!claimed) return { refused: 'not-found' }
    const refusal = refusalFor(viewer, claimed, now)
    if (refusal) return refusedClaim(refusal, claimed)
    const words = wordsOf(choice, claimed)
    if (words === null) return { refused: 'no-such-option' }
    if (choice.by === 'takeover') {
      const taken = await assignThread(tx, viewer, { threadId: claimed.thread.id, to: viewer.accountId }, now)
      if ('refused' in taken) return { refused: 'no-role' }
    }
    await writeDecision(tx, viewer, input.id, { decision: choice.by, words, policyId: null }, now)
    return { escalationId: input.id, threadId: claimed.thread.id }
  })
}

/** Who answers for the decision, where it is somebody else than the one who is about to set a policy. */
export async function heldByAnother(
  tx: Db,
  viewer: Viewer,
  escalationId: number,
  now: number,
): Promise<{ holderId: number | null } | null> {
  const claimed = await claimEscalation(tx, viewer, escalationId, now)
  const isHeld = claimed !== null && refusalFor(viewer, claimed, now) === 'held-by-another'
  return isHeld ? { holderId: claimed.standing.holderId } : null
}

/** The policy that was just set on a thread is the decision on what was raised there. Its own mail tells of it. */
export async function decideByPolicy(
  tx: Db,
  viewer: Viewer,
  policy: { escalationId: number; policyId: number; instruction: string },
  now: number,
): Promise<void> {
  const made = { decision: 'policy', words: policy.instruction, policyId: policy.policyId } as const
  await writeDecision(tx, viewer, policy.escalationId, made, now)
}

function refusalFor(viewer: Viewer, claimed: Claimed, now: number) {
  const who = claimantOf(viewer, claimed)
  return decideRefusal(claimed.route, claimed.around.hours, claimed.standing, who, now)
}

function wordsOf(choice: Choice, { escalation }: Claimed): string | null {
  switch (choice.by) {
    case 'answer':
      return choice.words.trim().slice(0, ANSWER_LIMIT)
    case 'takeover':
      return ''
    case 'option': {
      const option = reportOf(escalation).options[choice.option]
      if (option === undefined) return null
      return [option, choice.words.trim()]
        .filter((part) => part !== '')
        .join('\n')
        .slice(0, ANSWER_LIMIT)
    }
  }
}

async function writeDecision(
  tx: Db,
  viewer: Viewer,
  id: number,
  made: { decision: Decision; words: string; policyId: number | null },
  now: number,
): Promise<void> {
  const before = await claimEscalation(tx, viewer, id, now)
  if (!before) return
  const claimed =
    before.standing.state === 'waiting' || before.standing.holderId !== viewer.accountId
      ? await writeAcceptance(tx, viewer, before, now)
      : before
  const happened = { action: 'decided', actorId: viewer.accountId, words: made.words } as const
  await writeStep(tx, claimed, ended(claimed.standing, 'decided'), happened, now, {
    ended_by: viewer.accountId,
    ended_at: now,
    decision: made.decision,
    decision_words: made.words,
    policy_id: made.policyId,
  })
}
