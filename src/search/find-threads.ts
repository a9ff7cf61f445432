import { type SqlBool, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { type Cursor, mergePages, type Placed } from '../thread/thread-list.ts'
import type { Hit, ThreadCondition } from './hits.store.ts'
import type { Status } from './query-words.ts'

/** By what threads can be walked, newest first. Every walk below is one along one index. */
export type Lead = {
  mailboxIds: readonly number[]
  statuses: readonly Status[]
  /** Ids of labels of which a thread has one; null: not asked. */
  labels: readonly number[] | null
  /** Ids of accounts of whom one is the assignee; null: not asked. */
  people: readonly number[] | null
}

/** One page of the threads that answer the condition, newest first: for a query that asks nothing of what was said. */
export async function findThreads(
  db: Db,
  { lead, threads }: { lead: Lead; threads: ThreadCondition },
  { after, size }: { after: Cursor | null; size: number },
): Promise<{ ids: number[]; next: Cursor | null }> {
  const pages: Placed[][] = []
  for (const walk of walksOf(lead)) pages.push(await onePage(db, walk, threads, after, size))
  const { rows, next } = mergePages(pages, size)
  return { ids: rows.map((row) => row.id), next }
}

type Walk = { label: number; mailbox: number; status: Status } | { condition: ThreadCondition }

const ALL = 4

function walksOf({ mailboxIds, statuses, labels, people }: Lead): Walk[] {
  const inEach = <T, R>(values: readonly T[], make: (value: T, status: Status) => R): R[] =>
    values.flatMap((value) => statuses.map((status) => make(value, status)))
  if (labels !== null)
    return labels.flatMap((label) => inEach(mailboxIds, (mailbox, status) => ({ label, mailbox, status })))
  if (people !== null)
    return inEach(people, (person, status) => ({
      condition: (eb) => eb.and([eb('threads.assignee_id', '=', person), eb('threads.status', '=', status)]),
    }))
  if (statuses.length === ALL)
    return mailboxIds.map((id) => ({ condition: (eb) => eb('threads.mailbox_id', '=', id) }))
  return inEach(mailboxIds, (id, status) => ({
    condition: (eb) => eb.and([eb('threads.mailbox_id', '=', id), eb('threads.status', '=', status)]),
  }))
}

function onePage(
  db: Db,
  walk: Walk,
  threads: ThreadCondition,
  after: Cursor | null,
  size: number,
): Promise<Placed[]> {
  const beyond = after ?? { lastAt: Number.MAX_SAFE_INTEGER, id: 0 }
  if ('condition' in walk)
    return db
      .selectFrom('threads')
      .select(['threads.id', 'threads.last_at'])
      .where((eb) => walk.condition(eb))
      .where((eb) => threads(eb))
      .where((eb) =>
        eb(eb.refTuple('threads.last_at', 'threads.id'), '<', eb.tuple(beyond.lastAt, beyond.id)),
      )
      .orderBy('threads.last_at', 'desc')
      .orderBy('threads.id', 'desc')
      .limit(size + 1)
      .execute()
  // A cross join keeps its order: the label's own table leads, in the order that is wanted.
  return db
    .selectFrom('thread_labels')
    .crossJoin('threads')
    .select(['threads.id', 'threads.last_at'])
    .whereRef('threads.id', '=', 'thread_labels.thread_id')
    .where('thread_labels.label_id', '=', walk.label)
    .where('thread_labels.mailbox_id', '=', walk.mailbox)
    .where(sql<SqlBool>`thread_labels.folder = 'inbox'`)
    .where('thread_labels.status', '=', walk.status)
    .where((eb) => threads(eb))
    .where((eb) =>
      eb(
        eb.refTuple('thread_labels.last_at', 'thread_labels.thread_id'),
        '<',
        eb.tuple(beyond.lastAt, beyond.id),
      ),
    )
    .orderBy('thread_labels.last_at', 'desc')
    .orderBy('thread_labels.thread_id', 'desc')
    .limit(size + 1)
    .execute()
}

/** The last thing that was said on each of these threads, in their order. */
export async function lastSaid(db: Db, threadIds: readonly number[]): Promise<Hit[]> {
  if (threadIds.length === 0) return []
  const rows = await db
    .selectFrom('search_entries')
    .selectAll()
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('search_entries')
        .select((last) => last.fn.max<number>('id').as('id'))
        .where('thread_id', 'in', threadIds)
        .groupBy('thread_id'),
    )
    .execute()
  const byThread = new Map(rows.map((row) => [row.thread_id, row]))
  return threadIds.flatMap((id) => byThread.get(id) ?? [])
}
