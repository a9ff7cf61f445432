import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import type { NewEntry } from './entry.ts'
import { customerEntry } from './said.ts'
import { addEntries, removeEntries } from './search.store.ts'

type OfCustomer = Pick<Thread, 'id' | 'mailbox_id' | 'customer_id' | 'first_at' | 'merged_into_id'>

/** The threads are found by the customers that they have now; one that was merged leads on. */
export async function indexCustomers(tx: Db, threads: readonly OfCustomer[]): Promise<void> {
  await removeEntries(
    tx,
    'customer',
    threads.map((thread) => thread.id),
  )
  const customerIds = threads.flatMap((thread) => thread.customer_id ?? [])
  if (customerIds.length === 0) return
  const rows = await tx
    .selectFrom('customers')
    .select(['id', 'name', 'address'])
    .where('id', 'in', customerIds)
    .execute()
  const customers = new Map(rows.map((row) => [row.id, row]))
  const entries = threads.flatMap((thread): NewEntry[] => {
    const customer = thread.customer_id === null ? undefined : customers.get(thread.customer_id)
    if (!customer) return []
    const standsAt = thread.merged_into_id ?? thread.id
    const at = thread.first_at
    const entry = customerEntry({ threadId: standsAt, mailboxId: thread.mailbox_id, at, customer })
    return [{ ...entry, refId: thread.id }]
  })
  await addEntries(tx, entries)
}
