import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { draftOf, filesOfDraft } from '../draft/draft.store.ts'
import { bindingPolicy } from '../policy/policy.store.ts'
import { type ReplyRefusal, replyRefusal } from '../policy/policy.ts'
import type { Thread } from '../thread/thread.store.ts'
import { filesOfApproval } from './approval.store.ts'
import { isOnlyByRole, type Reason } from './approval.ts'
import { type ReplyText, reasonsFor } from './reasons.store.ts'

/** What somebody's yes can overcome; `assistant` where the sender's role alone stands in the way. */
export type NeedsYes = 'assistant' | 'needs-approval'

export type GateRefusal =
  | { refused: Exclude<ReplyRefusal, NeedsYes> | 'not-found' }
  | { refused: NeedsYes; reasons: Reason[] }

type Going = ReplyText & { formToken: string; approvalId?: number }

/**
 * The one question before a reply goes into the outbox: may this person send it, or has somebody who may said yes?
 * Asked in the transaction that writes it, so that no button that is shown or hidden decides it. @param now UTC ms
 */
export async function gateRefusal(
  tx: Db,
  viewer: Viewer,
  thread: Thread,
  reply: Going,
  now: number,
): Promise<GateRefusal | null> {
  const facts = { mailboxId: thread.mailbox_id, assigneeId: thread.assignee_id }
  const refusal = replyRefusal(viewer, facts, await bindingPolicy(tx, thread))
  if (refusal && refusal !== 'assistant' && refusal !== 'needs-approval') return { refused: refusal }
  if (reply.approvalId !== undefined) {
    return (await isLastRound(tx, thread, reply.approvalId, reply.formToken))
      ? null
      : { refused: 'not-found' }
  }
  const reasons = await reasonsFor(tx, viewer, thread, reply, now)
  if (reasons.length === 0) return null
  return { refused: isOnlyByRole(reasons) ? 'assistant' : 'needs-approval', reasons }
}

/** `approveReply` has asked whether this person may say yes; that it is their turn is held against the row again. */
async function isLastRound(tx: Db, thread: Thread, approvalId: number, formToken: string): Promise<boolean> {
  const row = await tx
    .selectFrom('approvals')
    .select(['state', 'round', 'rounds', 'thread_id', 'form_token'])
    .where('id', '=', approvalId)
    .executeTakeFirst()
  if (row?.state !== 'waiting' || row.round < row.rounds) return false
  return row.thread_id === thread.id && row.form_token === formToken
}

export type ReplyFile = Pick<Row<'draft_files'>, 'blob_id' | 'filename' | 'content_type' | 'size'>

/** Whose text goes out, with its files: those of a request, or of the sender's own draft. */
export async function writtenBy(
  db: Db,
  viewer: Viewer,
  threadId: number,
  approvalId: number | undefined,
): Promise<{ writer: { accountId: number; name: string }; files: readonly ReplyFile[] }> {
  if (approvalId === undefined) {
    const draft = await draftOf(db, threadId, viewer.accountId)
    return { writer: viewer, files: draft ? await filesOfDraft(db, draft.id) : [] }
  }
  const writer = await db
    .selectFrom('approvals')
    .innerJoin('accounts', 'accounts.id', 'approvals.writer_id')
    .select(['accounts.id as accountId', 'accounts.name'])
    .where('approvals.id', '=', approvalId)
    .executeTakeFirstOrThrow()
  return { writer, files: await filesOfApproval(db, approvalId) }
}
