import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Viewer } from '../access/viewer.ts'
import type { Database, Db } from '../db/database.ts'
import { callingKinds } from '../notification/notification.ts'
import { type ListQuery, type Where, walkAlong } from './thread-list.store.ts'
import { type Cursor, cursorOf, mergePages, PAGE_SIZE } from './thread-list.ts'

type Threads = ExpressionBuilder<Database, 'threads'>

/**
 * Where the viewer, or a group of theirs, was called by name: what they have not read first, then the rest, each
 * newest first. Whoever joins a group later finds what it was called to before.
 */
export async function listMentions(db: Db, viewer: Viewer, query: ListQuery) {
  const among = (after: Cursor | null, where: Where) => walkAlong(db, viewer, { ...query, after }, [where])
  const isPast = query.after?.rank === 1
  const unread = isPast ? { rows: [], next: null } : await among(query.after, (eb) => isUnread(eb, viewer))
  if (unread.next) return unread
  const read = await among(isPast ? query.after : null, (eb) =>
    eb.and([isCalled(eb, viewer), eb.not(isUnread(eb, viewer))]),
  )
  const rest = read.rows.map((row) => ({ ...row, rank: 1 as const }))
  const { rows, next } = mergePages([unread.rows, rest], PAGE_SIZE)
  const last = rows.at(-1)
  return { rows, next: next ?? (read.next && last ? cursorOf(last) : null) }
}

function isUnread(eb: Threads, viewer: Viewer): Expression<SqlBool> {
  return eb('threads.id', 'in', (query) =>
    query
      .selectFrom('notifications')
      .select('notifications.thread_id')
      .where('notifications.account_id', '=', viewer.accountId)
      .where('notifications.kind', 'in', [...callingKinds])
      .where('notifications.read_at', 'is', null)
      .where('notifications.thread_id', 'is not', null)
      .$castTo<{ thread_id: number }>(),
  )
}

/** Calls that have been read are listed as far back as this, of each kind; what has not been read always is. */
const REMEMBERED = 500

function isCalled(eb: Threads, viewer: Viewer): Expression<SqlBool> {
  const told = eb
    .selectFrom('notifications')
    .select(['notifications.id', 'notifications.thread_id'])
    .where('notifications.account_id', '=', viewer.accountId)
    // In the query's text, as the partial index of calls has it.
    .where(sql<SqlBool>`kind in (${sql.join(callingKinds.map((kind) => sql.lit(kind)))})`)
    .where('notifications.thread_id', 'is not', null)
    .$castTo<{ id: number; thread_id: number }>()
    .orderBy('notifications.id', 'desc')
    .limit(REMEMBERED)
  const named = [
    namedIn(eb, 'mentions.account_id', viewer.accountId),
    ...[...viewer.groupIds].map((id) => namedIn(eb, 'mentions.group_id', id)),
  ]
  // One list of ids: with an "or", SQLite would walk the threads and look each one up.
  return eb(
    'threads.id',
    'in',
    named.reduce(
      (all, one) => all.union(eb.selectFrom(one.as('named')).select('named.thread_id')),
      eb.selectFrom(told.as('told')).select('told.thread_id'),
    ),
  )
}

function namedIn(eb: Threads, column: 'mentions.account_id' | 'mentions.group_id', id: number) {
  return eb
    .selectFrom('mentions')
    .innerJoin('comments', 'comments.id', 'mentions.comment_id')
    .select(['mentions.id', 'comments.thread_id'])
    .where(column, '=', id)
    .orderBy('mentions.id', 'desc')
    .limit(REMEMBERED)
}
