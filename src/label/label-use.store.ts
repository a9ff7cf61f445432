import { type SqlBool, sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import { hasThreadInSight } from '../customer/customer-sight.store.ts'
import type { Db } from '../db/database.ts'
import { mailboxesInSight } from '../thread/thread-list.store.ts'
import type { Label } from './label.ts'

type Counting = {
  mailboxIds: readonly number[]
  only: 'open' | 'all'
  /** Of one label: counting stops here. */
  limit: number
}

/** How many threads of the inbox have each label, as far as the viewer may see them, in one query. */
export async function countWithLabels(
  db: Db,
  viewer: Viewer,
  labelIds: readonly number[],
  { mailboxIds, only, limit }: Counting,
): Promise<Map<number, number>> {
  if (mailboxIds.length === 0) return new Map()
  const mailboxes = sql.join(mailboxIds.map((id) => sql.lit(id)))
  const [first, ...rest] = labelIds.map((id) => {
    const found = db
      .selectFrom('thread_labels')
      // Held in this order: SQLite must not begin with the threads.
      .crossJoin('threads')
      .whereRef('threads.id', '=', 'thread_labels.thread_id')
      .where('thread_labels.label_id', '=', id)
      .where(sql<SqlBool>`thread_labels.mailbox_id in (${mailboxes})`)
      .where(sql<SqlBool>`thread_labels.folder = 'inbox'`)
      .$if(only === 'open', (query) =>
        query.where(sql<SqlBool>`thread_labels.status in ('new', 'in_progress', 'awaiting_dept')`),
      )
      .where(visibleThreads(viewer))
      .select('threads.id')
      .limit(limit)
    return db
      .selectFrom(found.as('found'))
      .select((eb) => [sql.lit(id).as('label'), eb.fn.countAll<number>().as('n')])
  })
  if (!first) return new Map()
  const rows = await rest.reduce((all, next) => all.unionAll(next), first).execute()
  return new Map(rows.map(({ label, n }) => [Number(label), Number(n)]))
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
  const use = await countWithLabels(db, viewer, onThreads, { mailboxIds, only: 'all', limit: USE_LIMIT })
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
