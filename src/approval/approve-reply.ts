import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { raised } from '../escalation/standing.ts'
import { type ChangeSince, changesSince } from '../outbox/changes-since.store.ts'
import { queueReply } from '../outbox/queue-reply.ts'
import { type ReplyErrors, readReply } from '../outbox/read-reply.ts'
import type { ReplyRefusal } from '../policy/policy.ts'
import { lastEventId } from '../thread/thread.store.ts'
import {
  type Approval,
  addText,
  type LockedApproval,
  lockApproval,
  reasonsOf,
  type Surroundings,
  standingOf,
  surroundingsOf,
  textFrom,
  textsOf,
} from './approval.store.ts'
import type { ApproveRefusal } from './approval.ts'
import { aroundApproval, levelOfRound } from './approvers.store.ts'
import { judgeRefusal } from './judge.store.ts'
import type { ReplyText } from './reasons.store.ts'
import { writeStep } from './write-step.ts'

export type Approving = {
  id: number
  /** As the approver leaves it; what they changed becomes a version of its own. */
  text: ReplyText
  /** The version of the text, and the round, that they had in view. */
  textVersion: number
  round: number
  /** The last event of the thread that they had in view. */
  threadVersion: number
  /** The pause in which it can still be taken back, ms. */
  pause: number
}

export type Approved =
  | { threadId: number; outboxId: number | null }
  | { refused: 'not-found' }
  | { refused: ApproveRefusal | ReplyRefusal; threadId: number }
  /** Somebody else was quicker, or the writer took it back. */
  | { refused: 'over'; threadId: number; state: Approval['state'] | 'next'; by: number | null }
  /** Somebody else changed the text meanwhile. */
  | { refused: 'changed-meanwhile'; threadId: number }
  | { refused: 'wrong'; errors: ReplyErrors; threadId: number }
  /** What came in since it was written is shown, and wants one more decision. */
  | { refused: 'thread-changed'; since: ChangeSince[]; threadVersion: number; threadId: number }
  | { refused: 'mailbox-retired' | 'internal'; threadId: number }

/**
 * Says yes to a reply. After the last yes that it needs it goes into the outbox, in the same transaction; before
 * that the next level is called. Of two who press at once one is told who was quicker.
 *
 * @param now UTC ms
 */
export async function approveReply(db: Db, viewer: Viewer, input: Approving, now: number): Promise<Approved> {
  return transact(db, async (tx) => {
    const locked = await lockApproval(tx, viewer, input.id)
    if (!locked) return { refused: 'not-found' }
    const { approval, thread } = locked
    const threadId = thread.id
    if (approval.state !== 'waiting') {
      return { refused: 'over', threadId, state: approval.state, by: approval.ended_by }
    }
    const surroundings = await surroundingsOf(tx, locked, now)
    if (approval.round !== input.round) {
      return { refused: 'over', threadId, state: 'next', by: surroundings.gave.at(-1) ?? null }
    }
    const refused = await judgeRefusal(tx, viewer, locked, surroundings, now)
    if (refused) return { refused, threadId }
    if (approval.text_version !== input.textVersion) return { refused: 'changed-meanwhile', threadId }

    const isLast = approval.round >= approval.rounds
    const done = isLast
      ? await release(tx, viewer, locked, input, now)
      : await checked(tx, viewer, locked, input)
    if ('refused' in done) return done
    await keepChange(tx, viewer, approval, input.text, now)
    // The mail in the outbox moved the thread.
    const moved = (await lockApproval(tx, viewer, approval.id)) ?? locked
    const by = { actorId: viewer.accountId }
    if (isLast) {
      const end = {
        state: 'approved',
        ended_by: viewer.accountId,
        ended_at: now,
        outbox_id: done.outboxId,
      } as const
      const standing = { ...standingOf(approval), state: 'decided' } as const
      await writeStep(tx, moved, surroundings, standing, { action: 'approved', ...by }, now, end)
    } else {
      await callNext(tx, viewer, moved, surroundings, now)
    }
    return { threadId, outboxId: done.outboxId }
  })
}

type NotReleased = Extract<Approved, { refused: string; threadId: number }>
type Released = { outboxId: number | null } | NotReleased

async function release(
  tx: Db,
  viewer: Viewer,
  { approval, thread }: LockedApproval,
  { text, threadVersion, pause }: Approving,
  now: number,
): Promise<Released> {
  const { id: approvalId, form_token: formToken, after } = approval
  const threadId = thread.id
  const reply = { threadId, ...text, formToken, threadVersion, after, pause, approvalId }
  const queued = await queueReply(tx, viewer, reply, now)
  if (!('refused' in queued)) return queued
  switch (queued.refused) {
    case 'thread-changed':
      return { refused: queued.refused, since: queued.since, threadVersion: queued.threadVersion, threadId }
    case 'wrong':
      return { refused: queued.refused, errors: queued.errors, threadId }
    case 'not-found':
    case 'unconfirmed':
      return { refused: 'no-right', threadId }
    default:
      return { refused: queued.refused, threadId }
  }
}

/** Before the next level is asked, the same questions as before sending. */
async function checked(
  tx: Db,
  viewer: Viewer,
  { thread }: LockedApproval,
  { text, threadVersion }: Approving,
): Promise<Released> {
  const threadId = thread.id
  const read = readReply(text)
  if ('errors' in read) return { refused: 'wrong', errors: read.errors, threadId }
  const since = await changesSince(tx, threadId, threadVersion, viewer.accountId)
  if (since.length === 0) return { outboxId: null }
  return { refused: 'thread-changed', since, threadVersion: await lastEventId(tx, threadId), threadId }
}

/** What the approver changed stands beside what the writer wrote. */
async function keepChange(
  tx: Db,
  viewer: Viewer,
  approval: Approval,
  text: ReplyText,
  now: number,
): Promise<void> {
  const latest = (await textsOf(tx, approval.id)).at(-1)
  if (!latest || isSame(textFrom(latest), text)) return
  const change = { version: latest.version + 1, authorId: viewer.accountId, text }
  await addText(tx, approval.id, change, now)
}

function isSame(one: ReplyText, other: ReplyText): boolean {
  return (['to', 'cc', 'bcc', 'subject', 'body'] as const).every(
    (field) => one[field].trimEnd() === other[field].trimEnd(),
  )
}

async function callNext(
  tx: Db,
  viewer: Viewer,
  { approval, thread }: LockedApproval,
  { route, gave }: Surroundings,
  now: number,
): Promise<void> {
  const not = [approval.writer_id, ...gave, viewer.accountId]
  const around = await aroundApproval(tx, thread, { reasons: reasonsOf(approval), not, route }, now)
  const round = approval.round + 1
  const level = levelOfRound(route, around.hours, round, now)
  const standing = raised(route, { kind: 'instruction', level, urgent: false, of: null }, now, around)
  const happened = { action: 'next_round', actorId: viewer.accountId } as const
  await writeStep(tx, { approval, thread }, { route, around }, standing, happened, now, {
    round,
    thread_version: await lastEventId(tx, thread.id),
  })
}
