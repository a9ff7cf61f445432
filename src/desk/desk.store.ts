import { sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { decidesIn } from '../escalation/open-escalations.store.ts'

/** Of each part of a desk; whoever has more looks into the list. */
export const DESK_SIZE = 50

/** What this person is called for or has accepted, and what calls everybody who may decide, as rows. */
export async function callsFor(db: Db, viewer: Viewer) {
  const [held, everybody] = await Promise.all([
    calls(db, viewer)
      .where('escalations.holder_id', '=', viewer.accountId)
      .where(sql<boolean>`escalations.state in ('waiting', 'accepted')`)
      .execute(),
    callingEverybody(db, viewer),
  ])
  return [...everybody, ...held]
}

export type DeskCall = Awaited<ReturnType<typeof callsFor>>[number]

function calls(db: Db, viewer: Viewer) {
  return db
    .selectFrom('escalations')
    .innerJoin('threads', 'threads.id', 'escalations.thread_id')
    .innerJoin('mailboxes', 'mailboxes.id', 'escalations.mailbox_id')
    .innerJoin('accounts', 'accounts.id', 'escalations.raised_by')
    .innerJoin('escalation_steps as last', (join) =>
      join.onRef('last.escalation_id', '=', 'escalations.id').onRef('last.seq', '=', 'escalations.seq'),
    )
    .leftJoin('customers', 'customers.id', 'threads.customer_id')
    .select(['escalations.id', 'escalations.thread_id', 'escalations.kind', 'escalations.state'])
    .select(['escalations.stage', 'urgency', 'impact', 'report', 'raised_at', 'decision_due_at'])
    .select(['last.until_at', 'threads.subject', 'mailboxes.name as mailbox', 'accounts.name as reporter'])
    .select(['customers.name as customer', 'customers.address'])
    .where(visibleThreads(viewer))
    .orderBy('escalations.id')
    .limit(DESK_SIZE)
}

async function callingEverybody(db: Db, viewer: Viewer) {
  const mailboxIds = decidesIn(viewer)
  if (mailboxIds?.length === 0) return []
  return calls(db, viewer)
    .where(sql<boolean>`escalations.state = 'waiting' and escalations.stage = 'everybody'`)
    .$if(mailboxIds !== null, (query) => query.where('escalations.mailbox_id', 'in', mailboxIds ?? []))
    .execute()
}

/** Policies that this person set, that still bind, and whose due time has passed, the latest first. @param now UTC ms */
export async function latePoliciesOf(db: Db, viewer: Viewer, now: number) {
  return (
    db
      .selectFrom('threads')
      .innerJoin('policies', 'policies.id', 'threads.policy_id')
      .leftJoin('accounts', 'accounts.id', 'threads.assignee_id')
      .select(['threads.id as thread_id', 'threads.subject', 'policies.instruction', 'policies.due_at'])
      .select('accounts.name as assignee')
      // Late policies stand among what is overdue, which has its own index.
      .where('threads.due_at', '<=', now)
      .where('policies.author_id', '=', viewer.accountId)
      .where('policies.due_at', '<=', now)
      .where(sql<boolean>`threads.folder = 'inbox' and threads.status <> 'done'`)
      .where(visibleThreads(viewer))
      .orderBy('policies.due_at')
      .limit(DESK_SIZE)
      .execute()
  )
}
