import type { Db } from '../db/database.ts'
import { indexCustomers } from '../search/index-customer.ts'
import { customerIds } from './customer-sight.store.ts'

/** What one transaction can take; of somebody with more threads the earlier ones are found by the former name. */
const MOST = 500

/** Lets the customer's newest threads be found by the name that the customer has now. */
export async function indexCustomer(tx: Db, customerId: number): Promise<void> {
  const ids = await customerIds(tx, customerId)
  const threads = await tx
    .selectFrom('threads')
    .select(['id', 'mailbox_id', 'customer_id', 'first_at', 'merged_into_id'])
    .where('customer_id', 'in', ids)
    .where('folder', '=', 'inbox')
    .orderBy('last_at', 'desc')
    .limit(MOST)
    .execute()
  if (threads.length > 0) await indexCustomers(tx, threads)
}
