import type { Db } from '../db/database.ts'
import { indexLater } from '../search/due.store.ts'
import { customerKey } from './customer.ts'

export type KnownCustomer = { id: number; name: string }

/** Those that are known already, by address, in one query. @param addresses lower case */
export async function knownCustomers(
  tx: Db,
  addresses: readonly string[],
): Promise<Map<string, KnownCustomer>> {
  if (addresses.length === 0) return new Map()
  const rows = await tx
    .selectFrom('customers')
    .select(['id', 'name', 'address'])
    .where('address', 'in', [...new Set(addresses)])
    .execute()
  return new Map(rows.map(({ address, id, name }) => [address, { id, name }]))
}

/**
 * The customer behind an address, made on first sight. A name is filled in when a mail brings the first one.
 *
 * @param address lower case
 * @param among what {@link knownCustomers} found for it, and from now on this one too
 */
export async function customerOf(
  tx: Db,
  address: string,
  name: string,
  now: number,
  among?: Map<string, KnownCustomer>,
): Promise<KnownCustomer> {
  const known = (among ?? (await knownCustomers(tx, [address]))).get(address)
  const customer = known ? await named(tx, known, name) : await made(tx, address, name, now)
  among?.set(address, customer)
  return customer
}

async function named(tx: Db, known: KnownCustomer, name: string): Promise<KnownCustomer> {
  if (known.name !== '' || name === '') return known
  const name_key = customerKey(name)
  await tx.updateTable('customers').set({ name, name_key }).where('id', '=', known.id).execute()
  await indexLater(tx, 'customer', await threadsOf(tx, known.id))
  return { id: known.id, name }
}

async function made(tx: Db, address: string, name: string, now: number): Promise<KnownCustomer> {
  const { id } = await tx
    .insertInto('customers')
    .values({ address, name, name_key: customerKey(name || address), created_at: now })
    // Two mailboxes may meet the same customer at the same moment.
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ address }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, name }
}

/** The newest of a customer who has thousands are enough to be found by a name that came late. */
const THREADS_FOUND = 500

async function threadsOf(tx: Db, customerId: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('threads')
    .select('id')
    .where('customer_id', '=', customerId)
    .orderBy('last_at', 'desc')
    .limit(THREADS_FOUND)
    .execute()
  return rows.map((row) => row.id)
}
