import { type SelectQueryBuilder, sql } from 'kysely'
import type { Viewer } from '../access/viewer.ts'
import type { Database, Db } from '../db/database.ts'
import { type Status, statuses } from './status.ts'
import { mailboxesInSight } from './thread-list.store.ts'

/** Counting stops here: nobody needs to know more exactly how far behind they are, and it stays quick. */
export const COUNT_LIMIT = 1000

export type WorkCounts = {
  mine: number
  mentions: number
  decision: number
  unassigned: number
  overdue: number
  broken: number
  failed: number
  drafts: number
  outbox: number
  notifications: number
}

/** How much waits where for this person. @param now UTC ms */
export async function workCounts(db: Db, viewer: Viewer, now: number): Promise<WorkCounts> {
  const mailboxIds = await mailboxesInSight(db, viewer)
  const me = viewer.accountId
  const threads = () =>
    db.selectFrom('threads').select(sql<number>`1`.as('one')).where('folder', '=', 'inbox')
  const inSight = () => threads().where('mailbox_id', 'in', mailboxIds)
  const outbox = () =>
    db.selectFrom('outbox').select(sql<number>`1`.as('one')).where('mailbox_id', 'in', mailboxIds)
  const unread = () =>
    db
      .selectFrom('notifications')
      .select(sql<number>`1`.as('one'))
      .where('account_id', '=', me)
      .where('read_at', 'is', null)

  const none = mailboxIds.length === 0
  const open: Status[] = ['new', 'in_progress', 'awaiting_dept']
  const broken = () =>
    db
      .selectFrom('messages')
      .select(sql<number>`1`.as('one'))
      .where('mailbox_id', 'in', mailboxIds)
      .where('kind', '=', 'broken')
  const drafts = db.selectFrom('drafts').select(sql<number>`1`.as('one')).where('account_id', '=', me)
  return {
    mine: await count(db, threads().where('assignee_id', '=', me).where('status', 'in', open)),
    mentions: await count(db, unread().where('kind', 'in', ['mention', 'policy_asked'])),
    decision: none ? 0 : await count(db, inSight().where('policy_asked_at', 'is not', null)),
    unassigned: none
      ? 0
      : await count(db, inSight().where('assignee_id', 'is', null).where('status', '<>', 'done')),
    overdue: none ? 0 : await count(db, inSight().where('due_at', '<=', now)),
    broken: none ? 0 : await count(db, broken()),
    failed: none ? 0 : await count(db, outbox().where('state', 'in', ['failed', 'uncertain'])),
    drafts: await count(db, drafts),
    outbox: none
      ? 0
      : await count(db, outbox().where('state', 'in', ['queued', 'sending', 'failed', 'uncertain'])),
    notifications: await count(db, unread()),
  }
}

async function count<TB extends keyof Database>(
  db: Db,
  query: SelectQueryBuilder<Database, TB, { one: number }>,
): Promise<number> {
  const { n } = await db
    .selectFrom(query.limit(COUNT_LIMIT).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Threads per status, read from the counters. */
export async function statusCounts(db: Db, mailboxIds: readonly number[]): Promise<Record<Status, number>> {
  const counts: Record<Status, number> = { new: 0, in_progress: 0, awaiting_dept: 0, done: 0 }
  for (const { status, n } of await openPerMailbox(db, mailboxIds)) {
    const known = statuses.find((word) => word === status)
    if (known) counts[known] += n
  }
  return counts
}

/** The counters of some mailboxes, as rows. */
export async function openPerMailbox(
  db: Db,
  mailboxIds: readonly number[],
): Promise<{ mailbox_id: number; status: string; n: number }[]> {
  if (mailboxIds.length === 0) return []
  return db
    .selectFrom('thread_counts')
    .select(['mailbox_id', 'status', 'n'])
    .where('mailbox_id', 'in', mailboxIds)
    .where('folder', '=', 'inbox')
    .execute()
}
