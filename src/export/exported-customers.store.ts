import type { Db } from '../db/database.ts'
import { labelsOfCustomers } from '../label/label.store.ts'
import type { ExportedCustomer } from './exported-message.ts'

/** Whose threads these are, by the customer id that the thread has. */
export async function exportedCustomers(
  db: Db,
  customerIds: readonly number[],
): Promise<Map<number, ExportedCustomer>> {
  const ids = [...new Set(customerIds)]
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('customers')
    .leftJoin('customers as whole', 'whole.id', 'customers.joined_into_id')
    .select(['customers.id', 'customers.address', 'customers.name', 'customers.organisation'])
    .select(['whole.id as whole_id', 'whole.name as whole_name', 'whole.organisation as whole_organisation'])
    .where('customers.id', 'in', ids)
    .execute()
  const labels = await labelsOfCustomers(db, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.whole_id ?? row.id,
        address: row.address,
        name: row.whole_name || row.name,
        organisation: row.whole_organisation ?? row.organisation,
        labels: (labels.get(row.id) ?? []).map(({ name }) => name),
      },
    ]),
  )
}
