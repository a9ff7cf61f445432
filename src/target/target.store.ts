import type { Db, Row } from '../db/database.ts'
import { type Audience, type Target, usualAudience } from './target.ts'

/** A mailbox's targets in the order in which they were set. */
export async function targetsOf(db: Db, mailboxId: number): Promise<Target[]> {
  const rows = await db
    .selectFrom('targets')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .orderBy('id')
    .execute()
  return rows.map(asTarget)
}

function asTarget(row: Row<'targets'>): Target {
  return {
    id: row.id,
    labelId: row.label_id,
    customerLabelId: row.customer_label_id,
    minutes: { first_reply: row.first_reply, next_reply: row.next_reply, done: row.done },
    warnBefore: row.warn_before,
    since: row.created_at,
  }
}

/** Who is told in this mailbox, at each stage. */
export async function audiencesOf(
  db: Db,
  mailboxId: number,
): Promise<{ warning: Audience; overdue: Audience }> {
  const row = await db
    .selectFrom('target_audiences')
    .select(['warning', 'overdue'])
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst()
  return row ?? usualAudience
}

/** The labels of a thread and of its customer: what narrows targets. */
export async function labelsOn(
  db: Db,
  thread: { id: number; customer_id: number | null },
): Promise<Set<number>> {
  const own = await db
    .selectFrom('thread_labels')
    .select('label_id')
    .where('thread_id', '=', thread.id)
    .execute()
  const customers =
    thread.customer_id === null
      ? []
      : await db
          .selectFrom('customers')
          // Addresses that are one person's have one person's labels.
          .innerJoin('customer_labels', (join) =>
            join.on((eb) =>
              eb(
                'customer_labels.customer_id',
                '=',
                eb.fn.coalesce('customers.joined_into_id', 'customers.id'),
              ),
            ),
          )
          .select('customer_labels.label_id')
          .where('customers.id', '=', thread.customer_id)
          .execute()
  return new Set([...own, ...customers].map((row) => row.label_id))
}
