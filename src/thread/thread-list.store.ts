import { type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import { type Rights, rightsOf, type Viewer } from '../access/viewer.ts'
import type { Database, Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import { threadsCalling } from '../notification/notification.store.ts'
import type { Status } from './status.ts'
import type { Thread } from './thread.store.ts'
import { type Cursor, type ListName, mergePages, PAGE_SIZE } from './thread-list.ts'

/** Which threads: of one mailbox or all that the viewer sees, with a status or in a list. */
export type ListQuery = {
  mailboxId: number | null
  status: Status | null
  list: ListName | null
  /** Only threads that have it. */
  labelId?: number | null
  after: Cursor | null
}

export type Where = (eb: ExpressionBuilder<Database, 'threads'>) => Expression<SqlBool>

const open: Status[] = ['new', 'in_progress', 'awaiting_dept']

/** The columns of a thread that a list shows or is put in order by. */
const listed = [
  'id',
  'mailbox_id',
  'subject',
  'status',
  'assignee_id',
  'customer_id',
  'last_from',
  'excerpt',
  'last_at',
  'attachment_count',
  'comment_count',
  'broken_count',
  'customer_wrote_at',
  'policy_id',
  'policy_asked_at',
  'policy_asked_of',
  'wait_due_at',
  'wait_with',
  'due_at',
  'soon_at',
  'target_due_at',
  'target_kind',
  'restricted_at',
] as const satisfies readonly (keyof Thread)[]

export type ListedThread = Pick<Thread, (typeof listed)[number]>

/**
 * One page of a list, newest first; with a status, only its threads of that status. It is put together from a
 * page of each mailbox and status, and each of those is one walk along one index, whatever the number of threads.
 *
 * @param now UTC ms, for what is overdue
 */
export async function listThreads(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  now: number,
): Promise<{ rows: ListedThread[]; next: Cursor | null }> {
  const { mailboxId, status, list, labelId = null, after } = query
  const mailboxIds = mailboxId === null ? await mailboxesInSight(db, viewer) : [mailboxId]
  if (mailboxIds.length === 0) return { rows: [], next: null }
  const wanted = { mailboxId, status, list, labelId, after }
  const rows = await listedOnPage(db, { rights: rightsOf(viewer), query: wanted, mailboxIds, now })
  return mergePages([rows], PAGE_SIZE)
}

type ListedBy = { rights: Rights; query: ListQuery; mailboxIds: readonly number[]; now: number }

const listedOnPage = kept((db, { rights, query, mailboxIds, now }: ListedBy) =>
  alongAll(db, rights, query, walksOf(rights, query, mailboxIds, now)),
)

/** One page of what several conditions find, newest first. */
export async function walkAlong(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  wheres: readonly Where[],
): Promise<{ rows: ListedThread[]; next: Cursor | null }> {
  if (wheres.length === 0) return { rows: [], next: null }
  const rows = await alongAll(db, viewer, query, wheres).execute()
  return mergePages([rows], PAGE_SIZE)
}

function alongAll(db: Db, viewer: Rights, query: ListQuery, wheres: readonly Where[]) {
  const found = wheres
    .map((where) => db.selectFrom(onePage(db, viewer, where, query).as('walk')).selectAll())
    .reduce((all, walk) => all.unionAll(walk))
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE_SIZE + 1)
  return db
    .selectFrom('threads')
    .select(listed)
    .where('threads.id', 'in', db.selectFrom(found.as('found')).select('found.id'))
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
}

/** Some threads as lists show them, as far as they exist for this person; in no order. */
export async function listedThreads(db: Db, viewer: Viewer, ids: readonly number[]): Promise<ListedThread[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('threads')
    .select(listed)
    .where('threads.id', 'in', ids)
    .where(visibleThreads(viewer))
    .execute()
}

/** The mailboxes of the viewer, retired ones too: their threads stay readable. */
export async function mailboxesInSight(db: Db, viewer: Viewer): Promise<number[]> {
  if (!viewer.isAdmin) return [...viewer.roles.keys()]
  const rows = await db.selectFrom('mailboxes').select('id').execute()
  return rows.map((row) => row.id)
}

function walksOf(viewer: Rights, query: ListQuery, mailboxIds: readonly number[], now: number): Where[] {
  const statuses = query.status ? [query.status] : open
  const perMailbox = (where: Where): Where[] =>
    mailboxIds.map((id) => (eb) => eb.and([eb('threads.mailbox_id', '=', id), where(eb)]))
  switch (query.list) {
    case null:
      return statuses.flatMap((status) => perMailbox(() => hasStatus(status)))
    case 'mine':
      return statuses.map(
        (status) => (eb) => eb.and([eb('threads.assignee_id', '=', viewer.accountId), hasStatus(status)]),
      )
    case 'unassigned':
      // In the query's text, so that SQLite sees that its partial index fits.
      return perMailbox(() => sql<SqlBool>`assignee_id is null and folder = 'inbox' and status <> 'done'`)
    case 'decision':
      return perMailbox((eb) => eb('threads.policy_asked_at', 'is not', null))
    case 'escalated':
      return escalatedIn(mailboxIds, sql`true`)
    case 'acceptance':
      return escalatedIn(mailboxIds, sql`state = 'waiting'`)
    case 'my_decision':
      return [
        () =>
          sql<SqlBool>`threads.id in (select thread_id from escalations where holder_id = ${viewer.accountId} and state in ('waiting', 'accepted'))`,
      ]
    case 'overdue':
      return perMailbox((eb) => eb('threads.due_at', '<=', now))
    case 'due_soon':
      return perMailbox((eb) => eb.and([eb('threads.soon_at', '<=', now), eb('threads.due_at', '>', now)]))
    case 'mentions':
      return [threadsCalling(viewer)]
    case 'drafts':
      return [
        (eb) =>
          eb(
            'threads.id',
            'in',
            eb
              .selectFrom('drafts')
              .select('drafts.thread_id')
              .where('drafts.account_id', '=', viewer.accountId),
          ),
      ]
    case 'broken':
      return perMailbox(() => sql<SqlBool>`broken_count > 0 and folder = 'inbox' and status <> 'done'`)
    case 'failed':
      return [
        (eb) =>
          eb(
            'threads.id',
            'in',
            eb
              .selectFrom('outbox')
              .select('outbox.thread_id')
              // An id that no mailbox has keeps the list of a person without mailboxes from being empty.
              .where('outbox.mailbox_id', 'in', [0, ...mailboxIds])
              .where(
                sql<SqlBool>`state in ('queued', 'sending', 'failed', 'uncertain') and state in ('failed', 'uncertain')`,
              ),
          ),
      ]
  }
}

/** Threads on which a decision or a department's answer is awaited: walked along what is open, not along the threads. */
function escalatedIn(mailboxIds: readonly number[], which: RawBuilder<unknown>): Where[] {
  return mailboxIds.map(
    (id) => () =>
      sql<SqlBool>`threads.id in (select thread_id from escalations where mailbox_id = ${id} and state in ('waiting', 'accepted', 'asked') and ${which})`,
  )
}

/** In the query's text: bound, it could decide which partial index fits, and SQLite would plan each call anew. */
function hasStatus(status: Status) {
  return sql<SqlBool>`threads.status = ${sql.lit(status)}`
}

/** Where the threads of one page of a walk stand: no more is read before it is known which page they are on. */
function onePage(db: Db, viewer: Rights, where: Where, { status, after, labelId = null }: ListQuery) {
  return db
    .selectFrom('threads')
    .select(['threads.id', 'threads.last_at'])
    .where(sql<SqlBool>`threads.folder = 'inbox'`)
    .where(visibleThreads(viewer))
    .where(where)
    .$if(status !== null, (query) => query.where(hasStatus(status ?? 'new')))
    .$if(labelId !== null, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('thread_labels')
            .select('thread_labels.label_id')
            .whereRef('thread_labels.thread_id', '=', 'threads.id')
            .where('thread_labels.label_id', '=', labelId ?? 0),
        ),
      ),
    )
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('threads.last_at', 'threads.id'), '<', eb.tuple(after?.lastAt ?? 0, after?.id ?? 0)),
      ),
    )
    .orderBy('threads.last_at', 'desc')
    .orderBy('threads.id', 'desc')
    .limit(PAGE_SIZE + 1)
}
