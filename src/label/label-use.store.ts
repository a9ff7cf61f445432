import { expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import { hasThreadInSight } from '../customer/customer-sight.store.ts'
import type { Database, Db } from '../db/database.ts'
import { statuses } from '../thread/status.ts'
import { mailboxesInSight } from '../thread/thread-list.store.ts'
import type { Label } from './label.ts'

/**
 * How many threads of the inbox have each label, as far as the viewer may see them, in one query: for each label
 * a walk along its index, mailbox by mailbox and status by status, that ends at the limit.
 */
async function countWithLabels(
  db: Db,
  viewer: Viewer,
  labelIds: readonly number[],
  mailboxIds: readonly number[],
): Promise<Map<number, number>> {
  if (mailboxIds.length === 0 || labelIds.length === 0) return new Map()
  const { rows } = await sql<{ label: number; n: number }>`
    select labels.id as label, (
      select count(*) from (
        select 1 from thread_labels
        where thread_labels.label_id = labels.id
          and thread_labels.mailbox_id in (${sql.join(mailboxIds)}) and thread_labels.folder = 'inbox'
          and thread_labels.status in (${sql.join(statuses.map((status) => sql.lit(status)))})
          and ${isLabelledInSight(viewer)}
        limit ${sql.lit(USE_LIMIT)}
      ) as found
    ) as n
    from labels where labels.id in (${sql.join(labelIds)})`.execute(db)
  return new Map(rows.map(({ label, n }) => [label, Number(n)]))
}

/**
 * The condition under which a row of `thread_labels` is of a thread that this viewer may see. Asked row by row,
 * as a value: as a join or an `exists`, PostgreSQL thinks it rare and reads all threads instead.
 */
export function isLabelledInSight(viewer: Viewer): RawBuilder<SqlBool> {
  const isVisible = visibleThreads(viewer)(expressionBuilder<Database, 'threads'>())
  return sql<SqlBool>`(select 1 from threads where threads.id = thread_labels.thread_id and ${isVisible} limit 1) = 1`
}

/** Counting for the administration stops here. */
const USE_LIMIT = 1000

/** On how many threads or customers each label stands, as far as the viewer may see them. */
export async function labelUse(
  db: Db,
  viewer: Viewer,
  labels: readonly Label[],
): Promise<Map<number, number>> {
  const onThreads = labels.filter(({ kind }) => kind === 'thread').map(({ id }) => id)
  const mailboxIds = await mailboxesInSight(db, viewer)
  const use = await countWithLabels(db, viewer, onThreads, mailboxIds)
  for (const { id } of labels.filter(({ kind }) => kind === 'customer'))
    use.set(id, await customersWith(db, viewer, id))
  return use
}

async function customersWith(db: Db, viewer: Viewer, labelId: number): Promise<number> {
  const found = db
    .selectFrom('customer_labels')
    .innerJoin('customers', 'customers.id', 'customer_labels.customer_id')
    .select('customers.id')
    .where('customer_labels.label_id', '=', labelId)
    .where('customers.joined_into_id', 'is', null)
    .where(hasThreadInSight(viewer))
    .limit(USE_LIMIT)
  const { n } = await db
    .selectFrom(found.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
