import { type SqlBool, sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import { maySeeMailbox, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Status } from '../thread/status.ts'
import type { Thread } from '../thread/thread.store.ts'
import { mailboxesInSight } from '../thread/thread-list.store.ts'
import { type Cursor, mergePages, PAGE_SIZE } from '../thread/thread-list.ts'
import { isLabelledInSight } from './label-use.store.ts'

/** Of one mailbox or all that the viewer sees, with one status or all that are open. */
export type LabelledQuery = {
  labelId: number
  mailboxId: number | null
  status: Status | null
  after: Cursor | null
}

/**
 * One page of the threads with a label, newest first. The table of labels carries what they are put in order
 * by, so that each mailbox and status is one walk along one index, whatever the number of threads or labels.
 */
export async function threadsWithLabel(
  db: Db,
  viewer: Viewer,
  query: LabelledQuery,
): Promise<{ rows: Thread[]; next: Cursor | null }> {
  const walks = (await mailboxesOf(db, viewer, query.mailboxId)).flatMap((mailboxId) =>
    statusesOf(query.status).map((status) => ({ mailboxId, status })),
  )
  const pages = await Promise.all(walks.map((walk) => onePage(db, viewer, query, walk)))
  const { rows: page, next } = mergePages(pages, PAGE_SIZE)
  const threads = await threadsOf(
    db,
    viewer,
    page.map(({ id }) => id),
  )
  return { rows: page.flatMap(({ id }) => threads.get(id) ?? []), next }
}

/** Counting stops here; beyond it a number says no more. */
export const LABEL_COUNT_LIMIT = 1000

/** How many threads of each status have a label, as far as the viewer may see them, each up to the limit. */
export async function labelStatusCounts(
  db: Db,
  viewer: Viewer,
  query: { labelId: number; mailboxId: number | null; limit?: number },
): Promise<Record<Status, number>> {
  const mailboxIds = await mailboxesOf(db, viewer, query.mailboxId)
  const limit = query.limit ?? LABEL_COUNT_LIMIT
  const count = async (status: Status) => {
    let sum = 0
    for (const mailboxId of mailboxIds) {
      if (sum < limit) sum += await countUpTo(db, viewer, query.labelId, { mailboxId, status }, limit - sum)
    }
    return sum
  }
  return {
    new: await count('new'),
    in_progress: await count('in_progress'),
    awaiting_dept: await count('awaiting_dept'),
    done: 0,
  }
}

const open: Status[] = ['new', 'in_progress', 'awaiting_dept']

function statusesOf(status: Status | null): Status[] {
  return status === null ? open : [status]
}

async function mailboxesOf(db: Db, viewer: Viewer, mailboxId: number | null): Promise<number[]> {
  if (mailboxId === null) return mailboxesInSight(db, viewer)
  return maySeeMailbox(viewer, mailboxId) ? [mailboxId] : []
}

type Walk = { mailboxId: number; status: Status }

/** The labels' side alone, in order: the threads are looked at one by one until there are enough. */
function alongLabel(db: Db, viewer: Viewer, labelId: number, { mailboxId, status }: Walk) {
  return db
    .selectFrom('thread_labels')
    .where('label_id', '=', labelId)
    .where('mailbox_id', '=', mailboxId)
    .where(sql<SqlBool>`folder = 'inbox'`)
    .where('status', '=', status)
    .where(isLabelledInSight(viewer))
    .orderBy('last_at', 'desc')
    .orderBy('thread_id', 'desc')
}

type Placed = { id: number; last_at: number }

function onePage(db: Db, viewer: Viewer, { labelId, after }: LabelledQuery, walk: Walk): Promise<Placed[]> {
  return alongLabel(db, viewer, labelId, walk)
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('last_at', 'thread_id'), '<', eb.tuple(after?.lastAt ?? 0, after?.id ?? 0)),
      ),
    )
    .select(['thread_id as id', 'last_at'])
    .limit(PAGE_SIZE + 1)
    .execute()
}

async function threadsOf(db: Db, viewer: Viewer, ids: readonly number[]): Promise<Map<number, Thread>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('threads')
    .selectAll()
    .where('id', 'in', ids)
    // Once more: one may have been restricted since.
    .where(visibleThreads(viewer))
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function countUpTo(
  db: Db,
  viewer: Viewer,
  labelId: number,
  walk: Walk,
  limit: number,
): Promise<number> {
  const found = alongLabel(db, viewer, labelId, walk).select('thread_id').limit(limit)
  const { n } = await db
    .selectFrom(found.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
