import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { addDraftFiles, draftOf, filesOfDraft, putDraft } from '../draft/draft.store.ts'
import type { ReplyRefusal } from '../policy/policy.ts'
import { lastEventId } from '../thread/thread.store.ts'
import {
  type Approval,
  filesOfApproval,
  type LockedApproval,
  lockApproval,
  type Surroundings,
  standingOf,
  surroundingsOf,
  textsOf,
} from './approval.store.ts'
import type { ApproveRefusal } from './approval.ts'
import { judgeRefusal } from './judge.store.ts'
import { type ApprovalAction, writeStep } from './write-step.ts'

export type EndedApproval =
  | { threadId: number; restored: boolean }
  | { refused: 'not-found' }
  | { refused: ApproveRefusal | ReplyRefusal | 'needs-reason' | 'not-the-writer'; threadId: number }
  | { refused: 'over'; threadId: number; state: Approval['state']; by: number | null }

/** Characters of a reason. */
const REASON_LIMIT = 2000

/** Gives a reply back to its writer with the reason: it is their draft again. @param now UTC ms */
export async function returnReply(
  db: Db,
  viewer: Viewer,
  input: { id: number; reason: string },
  now: number,
): Promise<EndedApproval> {
  return transact(db, async (tx) => {
    const open = await openOne(tx, viewer, input.id, now)
    if ('refused' in open) return open
    const { locked, surroundings } = open
    const threadId = locked.thread.id
    const refused = await judgeRefusal(tx, viewer, locked, surroundings, now)
    // Whom the policy keeps from sending may still say what is wrong with a text.
    const isNoRight = refused !== null && refused !== 'supervisor-only' && refused !== 'assignee-only'
    if (isNoRight) return { refused, threadId }
    const words = input.reason.trim().slice(0, REASON_LIMIT)
    if (words === '') return { refused: 'needs-reason', threadId }
    return end(tx, viewer, open, { action: 'returned', state: 'returned', words }, now)
  })
}

/** The writer takes their request back: what they wrote is their draft again. @param now UTC ms */
export async function withdrawRequest(
  db: Db,
  viewer: Viewer,
  id: number,
  now: number,
): Promise<EndedApproval> {
  return transact(db, async (tx) => {
    const open = await openOne(tx, viewer, id, now)
    if ('refused' in open) return open
    const { approval, thread } = open.locked
    if (approval.writer_id !== viewer.accountId || !mayWork(viewer, thread.mailbox_id)) {
      return { refused: 'not-the-writer', threadId: thread.id }
    }
    return end(tx, viewer, open, { action: 'withdrawn', state: 'withdrawn', words: '' }, now)
  })
}

/**
 * A reply that was approved has been stopped before it went out: its yes is used up, and the writer, whose draft
 * the outbox has restored, asks anew.
 */
export async function takeBackApproval(tx: Db, viewer: Viewer, outboxId: number, now: number): Promise<void> {
  const row = await tx
    .selectFrom('approvals')
    .select('id')
    .where('outbox_id', '=', outboxId)
    .where('state', '=', 'approved')
    .executeTakeFirst()
  const locked = row ? await lockApproval(tx, null, row.id) : null
  if (!locked) return
  const surroundings = await surroundingsOf(tx, locked, now)
  const happened = { action: 'taken_back', actorId: viewer.accountId } as const
  const standing = { ...standingOf(locked.approval), state: 'withdrawn' } as const
  await writeStep(tx, locked, surroundings, standing, happened, now, { state: 'taken_back' })
}

type Open = { locked: LockedApproval; surroundings: Surroundings }

async function openOne(
  tx: Db,
  viewer: Viewer,
  id: number,
  now: number,
): Promise<Open | Extract<EndedApproval, { refused: 'not-found' | 'over' }>> {
  const locked = await lockApproval(tx, viewer, id)
  if (!locked) return { refused: 'not-found' }
  const { state, ended_by: by } = locked.approval
  if (state !== 'waiting') return { refused: 'over', threadId: locked.thread.id, state, by }
  return { locked, surroundings: await surroundingsOf(tx, locked, now) }
}

async function end(
  tx: Db,
  viewer: Viewer,
  { locked, surroundings }: Open,
  { action, state, words }: { action: ApprovalAction; state: Approval['state']; words: string },
  now: number,
): Promise<EndedApproval> {
  const { approval, thread } = locked
  const restored = await restoreText(tx, locked, now)
  const ended = { state, words: words || null, ended_by: viewer.accountId, ended_at: now }
  const standing = { ...standingOf(approval), state: 'withdrawn' } as const
  const happened = { action, actorId: viewer.accountId, words }
  await writeStep(tx, locked, surroundings, standing, happened, now, ended)
  return { threadId: thread.id, restored }
}

/** What the writer has begun since stays; the text then stands in the request only. */
async function restoreText(tx: Db, { approval, thread }: LockedApproval, now: number): Promise<boolean> {
  const newer = await draftOf(tx, thread.id, approval.writer_id)
  if (newer && (newer.body.trim() !== '' || (await filesOfDraft(tx, newer.id)).length > 0)) return false
  const text = (await textsOf(tx, approval.id)).at(-1)
  if (!text) return false
  const columns = {
    ...{ to_text: text.to_text, cc_text: text.cc_text, bcc_text: text.bcc_text },
    ...{ subject: text.subject, body: text.body, updated_at: now },
    thread_version: await lastEventId(tx, thread.id),
  }
  const key = { threadId: thread.id, accountId: approval.writer_id }
  const { id } = await putDraft(tx, key, columns)
  await addDraftFiles(tx, id, await filesOfApproval(tx, approval.id))
  return true
}
