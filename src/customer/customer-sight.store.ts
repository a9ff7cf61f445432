import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Database, Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import type { Customer } from './customer.ts'

/**
 * The customer behind a number, which may be that of an address joined to them. A customer none of whose
 * threads the viewer may see does not exist for them: unknown and out of sight are the same null.
 */
export async function findCustomer(db: Db, viewer: Viewer, customerId: number): Promise<Customer | null> {
  const root = await rootOf(db, customerId)
  if (!root) return null
  const seen = await db
    .selectFrom('customers')
    .select(['id', 'address', 'name'])
    .where((eb) => eb.or([eb('id', '=', root.id), eb('joined_into_id', '=', root.id)]))
    .where(hasThreadInSight(viewer))
    .orderBy('id')
    .execute()
  if (seen.length === 0) return null
  return {
    id: root.id,
    name: root.name,
    organisation: root.organisation,
    note: root.note,
    version: root.version,
    addresses: seen.toSorted((a, b) => Number(b.id === root.id) - Number(a.id === root.id)),
    mayChange: await mayChangeCustomer(db, viewer, root.id),
  }
}

/** Like {@link findCustomer}, and nobody else changes the customer until the transaction ends. */
export async function lockCustomer(tx: Db, viewer: Viewer, customerId: number): Promise<Customer | null> {
  const root = await rootOf(tx, customerId)
  if (!root) return null
  if (engineOf(tx) === 'postgres') {
    await tx.selectFrom('customers').select('id').where('id', '=', root.id).forUpdate().execute()
  }
  // Whoever held the lock may have joined it to another meanwhile.
  return findCustomer(tx, viewer, root.id)
}

/** The numbers of all addresses of a customer, the joined ones too. @param customerId of any of them */
export async function customerIds(db: Db, customerId: number): Promise<number[]> {
  const root = await rootOf(db, customerId)
  if (!root) return []
  const joined = await db
    .selectFrom('customers')
    .select('id')
    .where('joined_into_id', '=', root.id)
    .orderBy('id')
    .execute()
  return [root.id, ...joined.map(({ id }) => id)]
}

/** The condition under which a row of `customers` has a thread that this viewer may see. */
export function hasThreadInSight(viewer: Viewer) {
  return (eb: ExpressionBuilder<Database, 'customers'>): Expression<SqlBool> =>
    eb.exists(
      eb
        .selectFrom('threads')
        .select(sql<number>`1`.as('one'))
        .whereRef('threads.customer_id', '=', 'customers.id')
        .where(visibleThreads(viewer)),
    )
}

/** Who works in a mailbox to which the customer wrote what they may see. */
async function mayChangeCustomer(db: Db, viewer: Viewer, rootId: number): Promise<boolean> {
  const mailboxes = [...viewer.roles.keys()].filter((id) => mayWork(viewer, id))
  if (mailboxes.length === 0) return false
  const found = await db
    .selectFrom('customers')
    .select('customers.id')
    .where((eb) => eb.or([eb('customers.id', '=', rootId), eb('customers.joined_into_id', '=', rootId)]))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('threads')
          .select(sql<number>`1`.as('one'))
          .whereRef('threads.customer_id', '=', 'customers.id')
          // The other way round, or SQLite walks all of these mailboxes instead of the customer's few threads.
          .where(sql<SqlBool>`not (threads.mailbox_id not in (${sql.join(mailboxes)}))`)
          .where(visibleThreads(viewer)),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

async function rootOf(db: Db, customerId: number): Promise<Row<'customers'> | null> {
  const row = await db.selectFrom('customers').selectAll().where('id', '=', customerId).executeTakeFirst()
  if (row?.joined_into_id == null) return row ?? null
  return rootOf(db, row.joined_into_id)
}
