import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
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

function isCalled(eb: Threads, viewer: Viewer): Expression<SqlBool> {
  // One list of ids: with an "or", SQLite would walk the threads and look each one up.
  return eb('threads.id', 'in', (query) =>
    query
      .selectFrom('notifications')
      .select('notifications.thread_id')
      .where('notifications.account_id', '=', viewer.accountId)
      .where('notifications.kind', 'in', [...callingKinds])
      .where('notifications.thread_id', 'is not', null)
      .$castTo<{ thread_id: number }>()
      .union(named(eb, 'mentions.account_id', [viewer.accountId]))
      .union(named(eb, 'mentions.group_id', [0, ...viewer.groupIds])),
  )
}

function named(eb: Threads, column: 'mentions.account_id' | 'mentions.group_id', ids: readonly number[]) {
  return eb
    .selectFrom('mentions')
    .innerJoin('comments', 'comments.id', 'mentions.comment_id')
    .select('comments.thread_id')
    .where(column, 'in', ids)
}
