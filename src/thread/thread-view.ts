import type { DecisionAttempt } from '../../views/approval/approval-card.tsx'
import type { CommentAttempt } from '../../views/comment/comment-form.tsx'
import type { DecideAttempt } from '../../views/escalation/escalation-band.tsx'
import type { LabelAttempt } from '../../views/label/thread-labels.tsx'
import type { Reader } from '../../views/reader.ts'
import { listOf, type Place } from '../../views/shown.ts'
import type { SidePanelProps } from '../../views/thread/side-panel.tsx'
import type { ReplyState, ThreadPageProps } from '../../views/thread/thread-page.tsx'
import { maySupervise, mayWork, type Viewer } from '../access/viewer.ts'
import { approvalsInView } from '../approval/approval-view.ts'
import { commentsInView } from '../comment/comment-view.ts'
import { customerBeside } from '../customer/customer-side.ts'
import type { Db } from '../db/database.ts'
import { escalationInView, reportsInView } from '../escalation/escalation-view.ts'
import { type RaiseAttempt, raiseInView } from '../escalation/raise-view.ts'
import {
  type AfterwardsAttempt,
  afterwardsInView,
  type CompletingAttempt,
  completingInView,
} from '../escalation/report-view.ts'
import { threadLabelsInView } from '../label/label-view.ts'
import { messagesInView } from '../message/message-view.ts'
import { policiesOf } from '../policy/policy.store.ts'
import { policyInView } from '../policy/policy-view.ts'
import { type RestrictionAttempt, restrictionInView } from '../restriction/restriction-view.ts'
import { type CarefulTyped, threadRulesInView } from '../rule/thread-rules.store.ts'
import { clocksInView } from '../target/clocks-view.ts'
import { mailsToForward } from '../wait/mails-to-forward.ts'
import { waitsInView } from '../wait/wait-view.ts'
import { copiesInView, keepingInView, writersInView } from '../writing/writing-view.ts'
import { historyOf } from './history-view.ts'
import { dueOf } from './list-view.ts'
import { workersOf } from './people.store.ts'
import { stretchOf, WHOLE } from './stretch.store.ts'
import type { Thread } from './thread.store.ts'

/** What a refused form leaves open on the page, with what was typed. */
export type Attempts = {
  /** Given, the form for careful mode stands open. */
  careful?: CarefulTyped
  comment?: CommentAttempt
  editing?: { commentId: number; body: string; error: string | null }
  policyForm?: NonNullable<ThreadPageProps['policy']['form']>
  policyRequest?: Partial<NonNullable<ThreadPageProps['policy']['request']>>
  wait?: Partial<ThreadPageProps['waitForm']>
  /** Raising stands open: as it was typed, or from where it begins. */
  raise?: RaiseAttempt
  escalation?: DecideAttempt
  /** A report after the fact, or adding to one, stands open. */
  afterwards?: AfterwardsAttempt
  completing?: CompletingAttempt
  arrange?: Partial<NonNullable<SidePanelProps['arrange']>>
  label?: LabelAttempt
  restriction?: RestrictionAttempt
  reply?: ReplyState
  /** What was typed into a decision on a request for approval. */
  decision?: DecisionAttempt
}

/** Reads everything that the thread page shows to one person. */
export async function threadInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  thread: Thread,
  place: Place,
  reply: ReplyState,
  attempts: Attempts,
): Promise<{ page: Omit<ThreadPageProps, 'filesLimit'>; side: SidePanelProps }> {
  const works = mayWork(viewer, thread.mailbox_id)
  const stretch = await stretchOf(db, thread.id, place.earlier ?? null, place.whole ?? false)
  const clocks = await clocksInView(db, thread, reader.now)
  const labels = await threadLabelsInView(db, viewer, thread, attempts.label ?? null)
  const [people, mailbox, messages, noted, policies, waits, groups, approvals, side] = await Promise.all([
    workersOf(db, thread.mailbox_id, reader.now),
    db.selectFrom('mailboxes').select('name').where('id', '=', thread.mailbox_id).executeTakeFirstOrThrow(),
    messagesInView(db, viewer, reader, thread, stretch.messageIds),
    commentsInView(db, viewer, thread, stretch, place.notes ?? null, attempts.editing ?? null),
    policiesOf(db, thread.id),
    waitsInView(db, thread.id),
    db.selectFrom('groups').select(['id', 'name']).orderBy('name').execute(),
    approvalsInView(db, viewer, reader, thread, place),
    sideOf(db, viewer, thread),
  ])
  const escalation = await escalationInView(db, viewer, thread, reader.now)
  const isEscalated = escalation?.state === 'waiting' || escalation?.state === 'accepted'
  const within = { reader, place }
  const rules = await threadRulesInView(db, viewer, thread, attempts.careful ?? null)
  const restriction = await restrictionInView(db, viewer, thread, attempts.restriction ?? null)
  return {
    page: {
      restriction,
      ...within,
      thread: {
        id: thread.id,
        subject: thread.subject,
        status: thread.status,
        mailbox: mailbox.name,
        assignee: people.all.find((person) => person.id === thread.assignee_id) ?? null,
        receivedAt: thread.first_at,
        messageCount: thread.message_count,
        commentCount: thread.comment_count,
        customerWrote: thread.customer_wrote_at !== null,
        due: dueOf(thread),
      },
      people: people.workers,
      viewerId: viewer.accountId,
      labels,
      mayWork: works,
      clocks,
      rules,
      policy: await policyInView(db, viewer, thread, policies, people.supervisors, attempts, isEscalated),
      escalation: {
        escalation,
        form: attempts.raise ? await raiseInView(db, viewer, reader, thread, attempts.raise) : null,
        attempt: attempts.escalation ?? null,
        afterwards: attempts.afterwards
          ? await afterwardsInView(db, reader, thread, attempts.afterwards)
          : null,
        completing: attempts.completing ? await completingInView(db, attempts.completing) : null,
        reports: await reportsInView(db, viewer, thread),
      },
      waits,
      waitForm: { groups, mails: mailsToForward(viewer, thread, messages), ...attempts.wait },
      messages,
      comments: noted.comments,
      commentAttempt: attempts.comment ?? null,
      folded: stretch.folded,
      wholeLimit: WHOLE,
      earlier: { message: stretch.earlier, note: noted.earlier },
      reply,
      approvals,
      decision: attempts.decision ?? null,
      keeping: await keepingInView(db, viewer, thread),
      writers: await writersInView(db, viewer, thread.id, reader.now),
      copies: reply.state === 'open' ? await copiesInView(db, viewer, thread) : [],
    },
    side: {
      ...within,
      place: listOf(place),
      threadId: thread.id,
      mayRestrict: restriction.mayRestrict && restriction.current === null,
      mayBeCareful: maySupervise(viewer, thread.mailbox_id) && rules.careful === null,
      ...side,
      events: await historyOf(db, thread.id),
      arrange: works
        ? {
            messages: messages.map((message) => ({
              id: message.id,
              from: message.author?.name ?? (message.from.name || message.from.address),
              at: message.at,
            })),
            ...attempts.arrange,
          }
        : null,
    },
  }
}

const PARTICIPANTS = 12

async function sideOf(db: Db, viewer: Viewer, thread: Thread) {
  const beside = await customerBeside(db, viewer, thread)
  const participants = await db
    .selectFrom('participants')
    .leftJoin('customers', 'customers.address', 'participants.address')
    .select(['participants.address', 'customers.name'])
    .where('participants.thread_id', '=', thread.id)
    .orderBy('participants.last_at', 'desc')
    .orderBy('participants.address')
    .limit(PARTICIPANTS)
    .execute()
  return {
    beside,
    participants: participants.map((person) => ({ name: person.name ?? '', address: person.address })),
  }
}
