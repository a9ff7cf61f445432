import type { Db } from '../db/database.ts'
import { indexLater } from '../search/due.store.ts'
import { customerKey } from './customer.ts'

/**
 * The customer behind an address, made on first sight. A name is filled in when a mail brings the first one.
 *
 * @param address lower case
 */
export async function customerOf(
  tx: Db,
  address: string,
  name: string,
  now: number,
): Promise<{ id: number; name: string }> {
  const known = await tx
    .selectFrom('customers')
    .select(['id', 'name'])
    .where('address', '=', address)
    .executeTakeFirst()
  if (known) {
    if (known.name !== '' || name === '') return known
    const name_key = customerKey(name)
    await tx.updateTable('customers').set({ name, name_key }).where('id', '=', known.id).execute()
    await indexLater(tx, 'customer', await threadsOf(tx, known.id))
    return { id: known.id, name }
  }
  const made = await tx
    .insertInto('customers')
    .values({ address, name, name_key: customerKey(name || address), created_at: now })
    // Two mailboxes may meet the same customer at the same moment.
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ address }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id: made.id, name }
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
