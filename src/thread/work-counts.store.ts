import { type RawBuilder, sql } from 'kysely'
import { namedOn } from '../access/viewer.store.ts'
import { type Rights, rightsOf, type Viewer } from '../access/viewer.ts'
import { forMe } from '../approval/for-me.store.ts'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import { mailboxesInSight } from './thread-list.store.ts'

/** Counting stops here: nobody needs to know more exactly how far behind they are, and it stays quick. */
export const COUNT_LIMIT = 1000

export type WorkCounts = {
  mine: number
  mentions: number
  decision: number
  escalated: number
  acceptance: number
  my_decision: number
  unassigned: number
  overdue: number
  due_soon: number
  broken: number
  failed: number
  drafts: number
  outbox: number
  approvals: number
  notifications: number
}

/**
 * How much waits where for this person, in one query: each page shows it. The conditions stand in the
 * query's text and not as bound values: SQLite uses a partial index only where the text implies the index's own
 * condition.
 *
 * @param now UTC ms
 * @param mailboxIds those in sight, where they are known already
 */
export async function workCounts(
  db: Db,
  viewer: Viewer,
  now: number,
  mailboxIds?: readonly number[],
): Promise<WorkCounts> {
  const ids = mailboxIds ?? (await mailboxesInSight(db, viewer))
  const [counts] = await countsOf(db, { rights: rightsOf(viewer), ids, now })
  if (!counts) throw new Error('a query without a table gave no row')
  return counts
}

const countsOf = kept(
  (_db, { rights, ids, now }: { rights: Rights; ids: readonly number[]; now: number }) => {
    const me = rights.accountId
    // An id that no mailbox has keeps the list of a person without mailboxes from being empty.
    const mailboxes = sql.join([0, ...ids])
    const inSight = sql`mailbox_id in (${mailboxes})`
    const shown = sql`(threads.restricted_at is null or ${namedOn(rights, sql`threads.id`)})`
    // Without the plus, SQLite would walk the mailboxes instead of what is this person's.
    const seen = sql`+mailbox_id in (${mailboxes}) and ${shown}`
    const seenThread = sql`exists (select 1 from threads where threads.id = thread_id and ${seen} and folder = 'inbox')`
    const shownThread = sql`exists (select 1 from threads where threads.id = thread_id and ${shown})`
    const openCalls = sql`state in ('waiting', 'accepted', 'asked')`
    const unsent = sql`state in ('queued', 'sending', 'failed', 'uncertain')`
    // One mailbox at a time: given several, SQLite would walk all that was never assigned, done or not.
    const inEach = (what: RawBuilder<unknown>) =>
      sql.join(
        [0, ...ids].map((id) =>
          count(
            sql`threads where mailbox_id = ${id} and ${what} and folder = 'inbox' and status <> 'done' and ${shown}`,
          ),
        ),
        sql` + `,
      )
    return sql<WorkCounts>`select
    ${count(sql`threads where assignee_id = ${me} and folder = 'inbox' and status in ('new', 'in_progress', 'awaiting_dept') and ${seen}`)} as mine,
    ${count(sql`notifications where account_id = ${me} and read_at is null and kind in ('mention', 'policy_asked') and ${seenThread}`)} as mentions,
    ${count(sql`threads where ${inSight} and policy_asked_at is not null and folder = 'inbox' and ${shown}`)} as decision,
    ${count(sql`(select distinct thread_id from escalations where ${inSight} and ${openCalls} and ${seenThread}) as escalated_threads`)} as escalated,
    ${count(sql`(select distinct thread_id from escalations where ${inSight} and ${openCalls} and state = 'waiting' and ${seenThread}) as called_threads`)} as acceptance,
    ${count(sql`(select distinct thread_id from escalations where holder_id = ${me} and state in ('waiting', 'accepted') and ${seenThread}) as held_threads`)} as my_decision,
    ${inEach(sql`assignee_id is null`)} as unassigned,
    ${count(sql`threads where ${inSight} and due_at is not null and due_at <= ${now} and folder = 'inbox' and ${shown}`)} as overdue,
    ${count(sql`threads where ${inSight} and soon_at is not null and soon_at <= ${now} and due_at > ${now} and folder = 'inbox' and ${shown}`)} as due_soon,
    ${inEach(sql`broken_count > 0`)} as broken,
    ${count(sql`(select distinct thread_id from outbox where ${inSight} and ${unsent} and state in ('failed', 'uncertain') and ${seenThread}) as failed_threads`)} as failed,
    ${count(sql`drafts where account_id = ${me} and ${seenThread}`)} as drafts,
    ${count(sql`approvals where ${inSight} and state = 'waiting' and ${forMe(rights)} and ${seenThread}`)} as approvals,
    ${count(sql`outbox where ${inSight} and ${unsent} and ${shownThread}`)} as outbox,
    ${count(sql`notifications where account_id = ${me} and read_at is null and ${seenThread}`)} as notifications
  `
  },
)

/** Counts rows up to the limit. @param what the table and its condition */
function count(what: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select count(*) from (select 1 from ${what} limit ${sql.lit(COUNT_LIMIT)}) as found)`
}
