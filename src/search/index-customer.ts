import type { Db } from '../db/database.ts'
import { indexLater } from './due.store.ts'

/** Lets threads be found by the customer that they have now. */
export async function indexCustomers(tx: Db, threads: readonly { id: number }[]): Promise<void> {
  await indexLater(
    tx,
    'customer',
    threads.map((thread) => thread.id),
  )
}
