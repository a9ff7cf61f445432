import { sql } from 'kysely'
import { namedOn } from '../access/viewer.store.ts'
import { type Rights, rightsOf, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import { type Status, statuses } from './status.ts'
import { COUNT_LIMIT } from './work-counts.store.ts'

/** How many threads of one mailbox's inbox have a status, or are late; what is late is counted up to a limit. */
export type MailboxCount = { mailboxId: number; of: string; n: number }

/** How many threads of some mailboxes are late. */
export type LateCounts = { overdue: number; due_soon: number }

/**
 * What stands in some mailboxes, in one query. The counters count what everybody there sees; the restricted
 * threads that this viewer sees are added to them, as far as they are open: of those there are few. What is late
 * is counted along what is due, not along what is open.
 *
 * @param now UTC ms
 */
export async function mailboxCounts(
  db: Db,
  viewer: Viewer,
  mailboxIds: readonly number[],
  now: number,
): Promise<MailboxCount[]> {
  if (mailboxIds.length === 0) return []
  const rows = await countsOf(db, { rights: rightsOf(viewer), mailboxIds, now })
  return rows.map((row) => ({ ...row, n: Number(row.n) }))
}

type Counting = { rights: Rights; mailboxIds: readonly number[]; now: number }

const countsOf = kept((_db, { rights, mailboxIds, now }: Counting) => {
  const mailboxes = sql.join([...mailboxIds])
  const named = namedOn(rights, sql`threads.id`)
  const late = (since: 'due_at' | 'soon_at') => sql`threads.mailbox_id = mailboxes.id
    and ${sql.ref(since)} is not null and ${sql.ref(since)} <= ${now} and folder = 'inbox' and (restricted_at is null or ${named})`
  return sql<MailboxCount>`
    select mailbox_id as "mailboxId", status as "of", n from thread_counts
      where mailbox_id in (${mailboxes}) and folder = 'inbox'
    union all
    select mailbox_id, status, count(*) from threads
      where mailbox_id in (${mailboxes}) and folder = 'inbox' and restricted_at is not null
        and status in ('new', 'in_progress', 'awaiting_dept') and ${named}
      group by mailbox_id, status
    union all
    select id, 'overdue', (select count(*) from (select 1 from threads where ${late('due_at')}
      limit ${sql.lit(COUNT_LIMIT)}) as found) from mailboxes where id in (${mailboxes})
    union all
    select id, 'due_soon', (select count(*) from (select 1 from threads where ${late('soon_at')} and due_at > ${now}
      limit ${sql.lit(COUNT_LIMIT)}) as found) from mailboxes where id in (${mailboxes})
  `
})

/** Threads per status, over some of the mailboxes that were counted. */
export function statusCounts(
  counts: readonly MailboxCount[],
  mailboxIds: readonly number[],
): Record<Status, number> {
  const sums = { new: 0, in_progress: 0, awaiting_dept: 0, done: 0 }
  for (const status of statuses) sums[status] = sumOf(counts, mailboxIds, status)
  return sums
}

export function lateCounts(counts: readonly MailboxCount[], mailboxIds: readonly number[]): LateCounts {
  const upTo = (of: string) => Math.min(COUNT_LIMIT, sumOf(counts, mailboxIds, of))
  return { overdue: upTo('overdue'), due_soon: upTo('due_soon') }
}

/** All that is open in one mailbox. */
export function openIn(counts: readonly MailboxCount[], mailboxId: number): number {
  const { done: _, ...open } = statusCounts(counts, [mailboxId])
  return Object.values(open).reduce((sum, n) => sum + n, 0)
}

function sumOf(counts: readonly MailboxCount[], mailboxIds: readonly number[], of: string): number {
  return counts.reduce(
    (sum, one) => (one.of === of && mailboxIds.includes(one.mailboxId) ? sum + one.n : sum),
    0,
  )
}
