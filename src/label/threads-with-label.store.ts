import { type SqlBool, sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import { maySeeMailbox, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Status } from '../thread/status.ts'
import type { Thread } from '../thread/thread.store.ts'
import { mailboxesInSight } from '../thread/thread-list.store.ts'
import { type Cursor, mergePages, PAGE_SIZE } from '../thread/thread-list.ts'

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
  return mergePages(pages, PAGE_SIZE)
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

/** The labels' side of the walk, in order. SQLite is held to it: it must not begin with the threads. */
function alongLabel(db: Db, labelId: number, { mailboxId, status }: Walk) {
  return db
    .selectFrom('thread_labels')
    .crossJoin('threads')
    .whereRef('threads.id', '=', 'thread_labels.thread_id')
    .where('thread_labels.label_id', '=', labelId)
    .where('thread_labels.mailbox_id', '=', mailboxId)
    .where(sql<SqlBool>`thread_labels.folder = 'inbox'`)
    .where('thread_labels.status', '=', status)
}

function onePage(db: Db, viewer: Viewer, { labelId, after }: LabelledQuery, walk: Walk): Promise<Thread[]> {
  return alongLabel(db, labelId, walk)
    .where(visibleThreads(viewer))
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple('thread_labels.last_at', 'thread_labels.thread_id'),
          '<',
          eb.tuple(after?.lastAt ?? 0, after?.id ?? 0),
        ),
      ),
    )
    .selectAll('threads')
    .orderBy('thread_labels.last_at', 'desc')
    .orderBy('thread_labels.thread_id', 'desc')
    .limit(PAGE_SIZE + 1)
    .execute()
}

async function countUpTo(
  db: Db,
  viewer: Viewer,
  labelId: number,
  walk: Walk,
  limit: number,
): Promise<number> {
  const found = alongLabel(db, labelId, walk)
    .where(visibleThreads(viewer))
    .select('threads.id')
    // Without an order PostgreSQL would look through all threads for the first few.
    .orderBy('thread_labels.last_at', 'desc')
    .orderBy('thread_labels.thread_id', 'desc')
    .limit(limit)
  const { n } = await db
    .selectFrom(found.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
