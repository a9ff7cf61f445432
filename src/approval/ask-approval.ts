import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { deleteDraft, draftOf, filesOfDraft } from '../draft/draft.store.ts'
import { noRoute, presentRoute } from '../escalation/route.store.ts'
import { raised } from '../escalation/standing.ts'
import { type ChangeSince, changesSince } from '../outbox/changes-since.store.ts'
import { type ReplyErrors, readReply } from '../outbox/read-reply.ts'
import { bindingPolicy } from '../policy/policy.store.ts'
import { type ReplyRefusal, replyRefusal } from '../policy/policy.ts'
import { afterTaking } from '../thread/status.ts'
import { changeThread, lastEventId, lockThread, type Thread } from '../thread/thread.store.ts'
import { addText, waitingOn } from './approval.store.ts'
import { isOnlyByRole, type Reason, roundsFor } from './approval.ts'
import { approversOf, aroundApproval, asApprovalRoute, levelOfRound } from './approvers.store.ts'
import { type ReplyText, reasonsFor } from './reasons.store.ts'
import { approvalRuleOf } from './rule.store.ts'
import { writeStep } from './write-step.ts'

export type NewRequest = ReplyText & {
  threadId: number
  formToken: string
  /** The last event of the thread that the writer had in view. */
  threadVersion: number
  after: Row<'approvals'>['after']
  /** Whom the writer wants to ask; null: whoever the route names. */
  approverId: number | null
  /** To whoever approves. */
  note: string
}

export type AskedApproval =
  | { approvalId: number; threadId: number }
  | { refused: 'not-found' | 'internal' | 'mailbox-retired' }
  | { refused: 'not-needed' | 'not-an-approver' | 'nobody' }
  | { refused: Exclude<ReplyRefusal, 'assistant' | 'needs-approval'> }
  | { refused: 'wrong'; errors: ReplyErrors }
  | { refused: 'thread-changed'; since: ChangeSince[]; threadVersion: number }
  /** A reply on this thread waits already: a second one would be a double answer. */
  | { refused: 'one-waits'; approvalId: number; by: number }

/** Characters of the words to whoever approves. */
export const NOTE_LIMIT = 1000

/**
 * Asks for approval of what the writer has as their draft: text, recipients and files go into the request, and
 * whoever the mailbox's route names is called. The ordinary questions before sending are asked here too.
 *
 * @param now UTC ms
 */
export async function askApproval(
  db: Db,
  viewer: Viewer,
  request: NewRequest,
  now: number,
): Promise<AskedApproval> {
  const read = readReply(request)
  if ('errors' in read) return { refused: 'wrong', errors: read.errors }
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, request.threadId)
    if (!thread) return { refused: 'not-found' }
    const again = await tx
      .selectFrom('approvals')
      .select('id')
      .where('form_token', '=', request.formToken)
      .executeTakeFirst()
    if (again) return { approvalId: again.id, threadId: thread.id }
    const refused = await hindrance(tx, viewer, thread)
    if (refused) return { refused }
    const [waiting] = await waitingOn(tx, thread.id)
    if (waiting) return { refused: 'one-waits', approvalId: waiting.id, by: waiting.writer_id }
    const since = await changesSince(tx, thread.id, request.threadVersion, viewer.accountId)
    if (since.length > 0) {
      return { refused: 'thread-changed', since, threadVersion: await lastEventId(tx, thread.id) }
    }
    const reasons = await reasonsFor(tx, viewer, thread, request, now)
    if (reasons.length === 0) return { refused: 'not-needed' }
    const able = await approversOf(tx, thread, { reasons, not: [viewer.accountId] }, now)
    if (able.length === 0) return { refused: 'nobody' }
    if (request.approverId !== null && !able.some(({ id }) => id === request.approverId)) {
      return { refused: 'not-an-approver' }
    }
    const approvalId = await begin(tx, viewer, thread, request, { reasons, able: able.length }, now)
    return { approvalId, threadId: thread.id }
  })
}

async function hindrance(tx: Db, viewer: Viewer, thread: Thread) {
  if (thread.opened_by !== null) return 'internal'
  const mailbox = await tx
    .selectFrom('mailboxes')
    .select('retired_at')
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirstOrThrow()
  if (mailbox.retired_at !== null) return 'mailbox-retired'
  const facts = { mailboxId: thread.mailbox_id, assigneeId: thread.assignee_id }
  const refusal = replyRefusal(viewer, facts, await bindingPolicy(tx, thread))
  return refusal === 'assistant' || refusal === 'needs-approval' ? null : refusal
}

async function begin(
  tx: Db,
  viewer: Viewer,
  thread: Thread,
  request: NewRequest,
  { reasons, able }: { reasons: Reason[]; able: number },
  now: number,
): Promise<number> {
  const version = await presentRoute(tx, thread.mailbox_id)
  const route = asApprovalRoute(version?.route ?? noRoute)
  const around = await aroundApproval(tx, thread, { reasons, not: [viewer.accountId], route }, now)
  const level = levelOfRound(route, around.hours, 1, now)
  const standing = raised(
    route,
    { kind: 'instruction', level, urgent: false, of: request.approverId },
    now,
    around,
  )
  // More yeses than there are people to give them would never come.
  const rounds = Math.min(roundsFor(reasons, await approvalRuleOf(tx, thread.mailbox_id)), able)
  const approval = await tx
    .insertInto('approvals')
    .values({
      ...{ thread_id: thread.id, mailbox_id: thread.mailbox_id, writer_id: viewer.accountId },
      ...{ state: 'waiting', asked_at: now, after: request.after, form_token: request.formToken },
      thread_version: request.threadVersion,
      reasons: JSON.stringify(reasons),
      least_role: isOnlyByRole(reasons) ? 'agent' : 'supervisor',
      note: request.note.trim().slice(0, NOTE_LIMIT),
      ...{ text_version: 1, route_id: version?.id ?? null, round: 1, rounds },
      ...{ level: standing.level, stage: standing.stage, holder_id: standing.holderId, stage_at: now },
      ...{ until_at: null, next_at: null, ended_by: null, ended_at: null, words: null, outbox_id: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await addText(tx, approval.id, { version: 1, authorId: viewer.accountId, text: request }, now)
  await takeFiles(tx, thread, viewer, approval.id)
  await deleteDraft(tx, thread.id, viewer.accountId)
  const taken = await changeThread(tx, thread, { status: afterTaking(thread.status) })
  const happened = { action: 'asked', actorId: viewer.accountId, words: approval.note } as const
  await writeStep(tx, { approval, thread: taken }, { route, around }, standing, happened, now)
  // Approvers are told of what came after the request; its writer had all before it in view.
  await tx
    .updateTable('approvals')
    .set({ thread_version: await lastEventId(tx, thread.id) })
    .where('id', '=', approval.id)
    .execute()
  return approval.id
}

/** The files of the draft go with the text; their bytes stay where they are. */
async function takeFiles(tx: Db, thread: Thread, viewer: Viewer, approvalId: number): Promise<void> {
  const draft = await draftOf(tx, thread.id, viewer.accountId)
  for (const file of draft ? await filesOfDraft(tx, draft.id) : []) {
    const { blob_id, filename, content_type, size } = file
    await tx
      .insertInto('approval_files')
      .values({ approval_id: approvalId, blob_id, filename, content_type, size })
      .execute()
  }
}
