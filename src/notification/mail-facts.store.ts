import type { NotificationMail } from '../../views/email/notification-mail.ts'
import { approvalFacts } from '../approval/mail-facts.store.ts'
import { reportedBy } from '../bounce/bounce.store.ts'
import type { Db, Row } from '../db/database.ts'
import { escalationFacts, type Links } from '../escalation/mail-facts.store.ts'
import { newText } from '../mail/quote.ts'
import { beginningOfText, parseRecipients } from '../message/message.store.ts'
import type { NotificationKind } from './notification.ts'

type About = Omit<NotificationMail, 'kind' | 'at' | 'now' | 'reader' | 'url'>

/** About so many characters of the customer's mail say whether it is urgent; the rest is on the thread. */
const QUOTED_LENGTH = 600
/** Characters in which they are looked for. */
const READ_LENGTH = 50_000

type Notified = Row<'notifications'>

/** Reads everything that a notification's mail tells, as it stands now. */
export async function factsOf(
  db: Db,
  notification: Notified,
  kind: NotificationKind,
  thread: Row<'threads'>,
  links: Links,
): Promise<About> {
  const { comment_id: commentId, wait_id: waitId, escalation_id: escalationId } = notification
  return {
    by: notification.actor_id === null ? null : await person(db, notification.actor_id),
    thread: await threadFacts(db, thread),
    comment: commentId === null ? null : await commentFacts(db, commentId),
    policy: await policyFacts(db, policyFor(kind, notification, thread)),
    approval: notification.approval_id === null ? null : await approvalFacts(db, notification.approval_id),
    wait: waitId === null ? null : await waitFacts(db, waitId),
    escalation:
      escalationId === null
        ? null
        : await escalationFacts(
            db,
            {
              escalationId,
              accountId: notification.account_id,
              kind,
              cause: notification.cause,
              createdAt: notification.created_at,
            },
            links,
          ),
    quoted: await quotedFor(db, kind, notification, thread.id),
    ...(isOfReply(kind) ? await whatBecameOf(db, notification.message_id) : { serverSaid: null }),
  }
}

async function threadFacts(db: Db, thread: Row<'threads'>): Promise<About['thread']> {
  const mailbox = await db
    .selectFrom('mailboxes')
    .select('name')
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirstOrThrow()
  const customer =
    thread.customer_id === null
      ? undefined
      : await db
          .selectFrom('customers')
          .select(['name', 'address'])
          .where('id', '=', thread.customer_id)
          .executeTakeFirst()
  const assignee = thread.assignee_id === null ? null : await person(db, thread.assignee_id)
  return {
    subject: thread.subject,
    mailbox: mailbox.name,
    customer: customer ?? null,
    assignee: assignee?.name ?? null,
    dueAt: thread.due_at,
  }
}

async function commentFacts(db: Db, commentId: number): Promise<About['comment']> {
  const row = await db.selectFrom('comments').select('body').where('id', '=', commentId).executeTakeFirst()
  return row ?? null
}

/** The policy that was set, or else the one that binds whoever is asked to do something. */
function policyFor(kind: NotificationKind, notification: Notified, thread: Row<'threads'>): number | null {
  switch (kind) {
    case 'policy_set':
    case 'policy_late':
      return notification.policy_id
    case 'mention':
    case 'approval_asked':
    case 'approval_given':
    case 'approval_returned':
    case 'policy_asked':
    case 'assigned':
    case 'customer_wrote':
    case 'escalated':
    case 'escalation_moved':
    case 'call_wanted':
    case 'wait_answered':
    case 'answered_by_mail':
    case 'target_warning':
    case 'target_overdue':
      return thread.policy_id
    case 'wait_asked':
    case 'wait_due':
    case 'reply_failed':
    case 'reply_uncertain':
    case 'answer_held':
      return null
  }
}

async function policyFacts(db: Db, policyId: number | null): Promise<About['policy']> {
  if (policyId === null) return null
  const policy = await db.selectFrom('policies').selectAll().where('id', '=', policyId).executeTakeFirst()
  if (!policy) return null
  return {
    version: policy.version,
    instruction: policy.instruction,
    dueAt: policy.due_at,
    replyBy: policy.reply_by,
    needsApproval: policy.needs_approval === 1,
    returnWhen: policy.return_when,
    by: (await person(db, policy.author_id)) ?? { name: '', title: '' },
    at: policy.created_at,
  }
}

async function waitFacts(db: Db, waitId: number): Promise<About['wait']> {
  const wait = await db.selectFrom('waits').selectAll().where('id', '=', waitId).executeTakeFirst()
  return wait ? { party: wait.party, question: wait.question, dueAt: wait.due_at, answer: wait.answer } : null
}

/** The mail that caused it, or else the customer's newest. */
async function quotedFor(
  db: Db,
  kind: NotificationKind,
  notification: Notified,
  threadId: number,
): Promise<About['quoted']> {
  const mails = db
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .select(['messages.direction', 'messages.from_name', 'messages.from_address', 'messages.received_at'])
    .select(['messages.recipients', beginningOfText(READ_LENGTH).as('text')])
  const mail =
    notification.message_id === null
      ? await mails
          .where('messages.thread_id', '=', threadId)
          .where('messages.direction', '=', 'inbound')
          .where('messages.kind', '=', 'mail')
          .orderBy('messages.received_at', 'desc')
          .orderBy('messages.id', 'desc')
          .limit(1)
          .executeTakeFirst()
      : await mails.where('messages.id', '=', notification.message_id).executeTakeFirst()
  if (!mail) return null
  const letters = [
    ...newText(mail.text)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  ]
  if (letters.length === 0) return null
  return {
    as: quotedAs(kind, mail.direction),
    from: { name: mail.from_name, address: mail.from_address },
    to: parseRecipients(mail.recipients).to.map((to) => to.address),
    at: mail.received_at,
    text: letters.slice(0, QUOTED_LENGTH).join('').trimEnd(),
    isCut: letters.length > QUOTED_LENGTH,
  }
}

type Quoted = NonNullable<About['quoted']>

function quotedAs(kind: NotificationKind, direction: Row<'messages'>['direction']): Quoted['as'] {
  if (direction === 'outbound') return kind === 'reply_uncertain' ? 'uncertain_reply' : 'own_reply'
  if (kind === 'answered_by_mail' && direction === 'internal') return 'answer_by_mail'
  return kind === 'reply_failed' ? 'returned' : 'from_customer'
}

function isOfReply(kind: NotificationKind): boolean {
  return kind === 'reply_failed' || kind === 'reply_uncertain'
}

async function whatBecameOf(
  db: Db,
  messageId: number | null,
): Promise<Pick<About, 'serverSaid' | 'restoredFrom'>> {
  if (messageId === null) return { serverSaid: null }
  const row = await db
    .selectFrom('outbox')
    .select(['server_reply', 'restored_from'])
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  if (!row) return { serverSaid: await reportedBy(db, messageId) }
  return { serverSaid: row.server_reply || null, restoredFrom: row.restored_from }
}

async function person(db: Db, accountId: number): Promise<{ name: string; title: string } | null> {
  const row = await db
    .selectFrom('accounts')
    .select(['name', 'title'])
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row ?? null
}
