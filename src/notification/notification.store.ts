import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Database, Db, Row } from '../db/database.ts'
import { callingKinds, isNotificationKind, type NotificationKind } from './notification.ts'

/** A line of the list of notifications. Instants are UTC ms. */
export type ListedNotification = {
  id: number
  kind: NotificationKind
  /** Who caused it; null for a customer or hoshin. */
  by: string | null
  at: number
  readAt: number | null
  threadId: number
  commentId: number | null
  messageId: number | null
  subject: string
  /** The first words of the comment, policy, question, answer or mail. */
  excerpt: string
  emailState: Row<'notifications'>['email_state']
  emailSentAt: number | null
}

const EXCERPT_LENGTH = 140

/**
 * The viewer's notifications, newest first, of the threads that they may see now.
 *
 * @param page.before the id from which the earlier ones are wanted
 * @returns at most `limit`, and the id to go on from, null at the end
 */
export async function listNotifications(
  db: Db,
  viewer: Viewer,
  page: { before?: number | undefined; limit: number },
): Promise<{ notifications: ListedNotification[]; nextBefore: number | null }> {
  const { before, limit } = page
  const rows = await db
    .selectFrom('notifications as n')
    .innerJoin('threads', 'threads.id', 'n.thread_id')
    .leftJoin('accounts as actor', 'actor.id', 'n.actor_id')
    .leftJoin('comments', 'comments.id', 'n.comment_id')
    .leftJoin('policies', 'policies.id', 'n.policy_id')
    .leftJoin('waits', 'waits.id', 'n.wait_id')
    .leftJoin('messages', 'messages.id', 'n.message_id')
    .select([
      'n.id',
      'n.kind',
      'n.created_at',
      'n.read_at',
      'n.comment_id',
      'n.message_id',
      'n.email_state',
      'n.email_sent_at',
      'threads.id as thread_id',
      'threads.subject',
      'threads.excerpt as thread_excerpt',
      'actor.name as by',
      'comments.body as comment',
      'policies.instruction',
      'waits.question',
      'waits.answer',
      'messages.excerpt as message',
    ])
    .where('n.account_id', '=', viewer.accountId)
    .where(visibleThreads(viewer))
    .$if(before !== undefined, (query) => query.where('n.id', '<', before ?? 0))
    .orderBy('n.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    notifications: shown.flatMap((row) => (isNotificationKind(row.kind) ? [listed(row, row.kind)] : [])),
    nextBefore: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

type Found = {
  id: number
  created_at: number
  read_at: number | null
  comment_id: number | null
  message_id: number | null
  email_state: ListedNotification['emailState']
  email_sent_at: number | null
  thread_id: number
  subject: string
  thread_excerpt: string
  by: string | null
  comment: string | null
  instruction: string | null
  question: string | null
  answer: string | null
  message: string | null
}

function listed(row: Found, kind: NotificationKind): ListedNotification {
  const asked = kind === 'wait_answered' ? (row.answer ?? row.question) : row.question
  const words = row.comment ?? row.instruction ?? asked ?? row.message ?? row.thread_excerpt
  return {
    id: row.id,
    kind,
    by: row.by,
    at: row.created_at,
    readAt: row.read_at,
    threadId: row.thread_id,
    commentId: row.comment_id,
    messageId: row.message_id,
    subject: row.subject,
    excerpt: [...words.replace(/\s+/g, ' ').trim()].slice(0, EXCERPT_LENGTH).join(''),
    emailState: row.email_state,
    emailSentAt: row.email_sent_at,
  }
}

/** The viewer's unread notifications of threads that they may see now; `mentions` are the calls by name among them. */
export async function countUnread(db: Db, viewer: Viewer): Promise<{ total: number; mentions: number }> {
  const rows = await db
    .selectFrom('notifications as n')
    .innerJoin('threads', 'threads.id', 'n.thread_id')
    .select(['n.kind', (eb) => eb.fn.countAll<number>().as('unread')])
    .where('n.account_id', '=', viewer.accountId)
    .where('n.read_at', 'is', null)
    .where(visibleThreads(viewer))
    .groupBy('n.kind')
    .execute()
  const sum = (kinds: typeof rows) => kinds.reduce((total, row) => total + Number(row.unread), 0)
  return { total: sum(rows), mentions: sum(rows.filter((row) => isCall(row.kind))) }
}

function isCall(kind: string): boolean {
  return callingKinds.some((calling) => calling === kind)
}

/** The condition under which somebody called this viewer by name on a thread, for lists of threads. */
export function threadsCalling(viewer: Pick<Viewer, 'accountId'>) {
  return (eb: ExpressionBuilder<Database, 'threads'>): Expression<SqlBool> =>
    eb('threads.id', 'in', (query) =>
      query
        .selectFrom('notifications')
        .select('notifications.thread_id')
        .where('notifications.account_id', '=', viewer.accountId)
        .where('notifications.kind', 'in', [...callingKinds])
        .where('notifications.thread_id', 'is not', null)
        .$castTo<{ thread_id: number }>(),
    )
}
