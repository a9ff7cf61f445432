import type { Viewer } from '../access/viewer.ts'
import { textFrom, textsOf } from '../approval/approval.store.ts'
import { approveReply } from '../approval/approve-reply.ts'
import { addComment } from '../comment/add-comment.ts'
import type { Db, Row } from '../db/database.ts'
import { acceptEscalation } from '../escalation/accept-escalation.ts'
import { openEscalationOf } from '../escalation/escalation.store.ts'
import { setPolicy } from '../policy/set-policy.ts'
import type { Thread } from '../thread/thread.store.ts'
import { endWait } from '../wait/end-wait.ts'
import type { HeldReason } from './held-reason.ts'
import type { Intent } from './intent.ts'

/** The notification that was answered: what it was about, and when its reader knew what. */
export type AnsweredNotice = Pick<
  Row<'notifications'>,
  'id' | 'account_id' | 'actor_id' | 'wait_id' | 'escalation_id' | 'approval_id' | 'created_at'
>

export type Acted =
  | { outcome: 'comment' | 'policy' | 'accepted' | 'approved' | 'wait'; commentId: number | null }
  | { held: HeldReason }

type Answer = { thread: Thread; notice: AnsweredNotice; messageId: number | null; isProven: boolean }

/** A reply that was approved by mail can be taken back as long as any other, ms. */
const PAUSE = 15_000

/**
 * Does what an answer by mail asks for, by the verbs that the pages use and with the rights of whoever was notified.
 * What a verb refuses is held, and nothing is done by halves.
 *
 * @param answer.messageId the stored mail, where it brought files
 * @param answer.isProven the receiving server vouches for the sender's address
 * @param now UTC ms
 */
export async function actOnAnswer(
  tx: Db,
  viewer: Viewer,
  intent: Intent,
  answer: Answer,
  now: number,
): Promise<Acted> {
  switch (intent.is) {
    case 'comment':
      return answer.notice.wait_id === null
        ? comment(tx, viewer, answer, intent.words, now)
        : answerWait(tx, viewer, answer, intent.words, now)
    case 'policy':
      return orderPolicy(tx, viewer, answer, intent.words, now)
    case 'accept':
      return accept(tx, viewer, answer, intent.words, now)
    case 'approve':
      return approve(tx, viewer, answer, intent.words, now)
    case 'unclear':
    case 'empty':
      return { held: intent.is }
  }
}

async function comment(
  tx: Db,
  viewer: Viewer,
  { thread, messageId }: Answer,
  body: string,
  now: number,
): Promise<Acted> {
  const added = await addComment(tx, viewer, { threadId: thread.id, messageId, body, byMail: true }, now)
  if (!('refused' in added)) return { outcome: 'comment', commentId: added.commentId }
  return { held: added.refused === 'too-long' || added.refused === 'empty' ? added.refused : 'no-right' }
}

/** Whoever was asked answers the question; where it is over by now, they say something more. */
async function answerWait(
  tx: Db,
  viewer: Viewer,
  answer: Answer,
  words: string,
  now: number,
): Promise<Acted> {
  const wait = await tx
    .selectFrom('waits')
    .select(['id', 'group_id', 'ended_at'])
    .where('id', '=', answer.notice.wait_id)
    .executeTakeFirst()
  const isAsked = wait?.group_id != null && viewer.groupIds.has(wait.group_id)
  if (!wait || wait.ended_at !== null || !isAsked) return comment(tx, viewer, answer, words, now)
  const ended = await endWait(tx, viewer, { waitId: wait.id, answer: words }, now)
  return 'refused' in ended ? { held: 'no-right' } : { outcome: 'wait', commentId: null }
}

/** A mail says what is to be done; who may reply, and what needs a yes, stays as it was bound before. */
async function orderPolicy(
  tx: Db,
  viewer: Viewer,
  { thread, notice }: Answer,
  instruction: string,
  now: number,
): Promise<Acted> {
  const policies = await tx
    .selectFrom('policies')
    .selectAll()
    .where('thread_id', '=', thread.id)
    .orderBy('version')
    .execute()
  const last = policies.at(-1)
  const known = policies.filter(
    ({ created_at, author_id }) => created_at <= notice.created_at || author_id === viewer.accountId,
  )
  const set = await setPolicy(
    tx,
    viewer,
    {
      threadId: thread.id,
      instruction,
      dueAt: last?.due_at != null && last.due_at > now ? last.due_at : null,
      replyBy: last?.reply_by ?? 'anyone',
      needsApproval: last?.needs_approval === 1,
      returnWhen: last?.return_when ?? '',
      raiseWhenLate: last?.raise_when_late === 1,
      replaces: known.at(-1)?.version ?? 0,
    },
    now,
  )
  if (!('refused' in set)) return { outcome: 'policy', commentId: null }
  switch (set.refused) {
    case 'replaced-meanwhile':
      return { held: 'policy-changed' }
    case 'held-by-another':
      return { held: 'taken' }
    case 'too-long':
      return { held: 'too-long' }
    default:
      return { held: 'no-right' }
  }
}

async function accept(tx: Db, viewer: Viewer, answer: Answer, words: string, now: number): Promise<Acted> {
  const id = answer.notice.escalation_id ?? (await openEscalationOf(tx, answer.thread.id))?.id ?? null
  if (id === null) return { held: 'no-escalation' }
  const accepted = await acceptEscalation(tx, viewer, id, now)
  if ('refused' in accepted) {
    if (accepted.refused === 'held-by-another') return { held: 'taken' }
    return { held: accepted.refused === 'over' ? 'no-escalation' : 'no-right' }
  }
  return { outcome: 'accepted', commentId: await beside(tx, viewer, answer, words, now) }
}

/**
 * Sends what waits for this person's yes, as they were shown it: the text, the round and the thread of the moment at
 * which the notification was written. From lists of mail a forger would read the token; the server must vouch.
 */
async function approve(tx: Db, viewer: Viewer, answer: Answer, words: string, now: number): Promise<Acted> {
  const { notice, thread, isProven } = answer
  if (notice.approval_id === null) return { held: 'no-approval' }
  if (!isProven) return { held: 'not-authenticated' }
  const approval = await tx
    .selectFrom('approvals')
    .selectAll()
    .where('id', '=', notice.approval_id)
    .executeTakeFirst()
  if (approval?.state !== 'waiting') return { held: 'no-approval' }
  const texts = await textsOf(tx, approval.id)
  const shown = texts.filter(({ at }) => at <= notice.created_at).at(-1)
  const text = texts.at(-1)
  if (!text || shown?.version !== text.version) return { held: 'approval-changed' }
  const seen = await tx
    .selectFrom('events')
    .select((eb) => eb.fn.max<number | null>('id').as('id'))
    .where('thread_id', '=', thread.id)
    .where('at', '<=', notice.created_at)
    .executeTakeFirst()
  const approved = await approveReply(
    tx,
    viewer,
    {
      id: approval.id,
      text: textFrom(text),
      textVersion: text.version,
      round: approval.round,
      threadVersion: Number(seen?.id ?? 0),
      pause: PAUSE,
    },
    now,
  )
  if ('refused' in approved) {
    const changed = ['thread-changed', 'changed-meanwhile', 'over', 'wrong'].includes(approved.refused)
    return { held: changed ? 'approval-changed' : 'no-right' }
  }
  return { outcome: 'approved', commentId: await beside(tx, viewer, answer, words, now) }
}

/** What they wrote below the word that acts. */
async function beside(
  tx: Db,
  viewer: Viewer,
  answer: Answer,
  words: string,
  now: number,
): Promise<number | null> {
  if (words === '') return null
  const said = await comment(tx, viewer, answer, words, now)
  return 'outcome' in said ? said.commentId : null
}
