import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

export async function labelIdsOfCustomer(db: Db, customerId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('customer_labels')
    .select('label_id')
    .where('customer_id', '=', customerId)
    .execute()
  return rows.map((row) => row.label_id)
}

export async function insertCustomerLabel(
  tx: Db,
  customerId: number,
  labelId: number,
  actorId: number | null,
  now: number,
): Promise<void> {
  await tx
    .insertInto('customer_labels')
    .values({ customer_id: customerId, label_id: labelId, added_by: actorId, added_at: now })
    .execute()
}

/** @returns whether it was there */
export async function deleteCustomerLabel(tx: Db, customerId: number, labelId: number): Promise<boolean> {
  const gone = await tx
    .deleteFrom('customer_labels')
    .where('customer_id', '=', customerId)
    .where('label_id', '=', labelId)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** Gives a customer the labels of another who is joined to them; the other keeps its own for when they part. */
export async function copyCustomerLabels(tx: Db, from: number, to: number): Promise<void> {
  await tx
    .insertInto('customer_labels')
    .columns(['customer_id', 'label_id', 'added_by', 'added_at'])
    .expression((eb) =>
      eb
        .selectFrom('customer_labels as theirs')
        .select([sql.lit(to).as('customer_id'), 'theirs.label_id', 'theirs.added_by', 'theirs.added_at'])
        .where('theirs.customer_id', '=', from),
    )
    .onConflict((conflict) => conflict.columns(['customer_id', 'label_id']).doNothing())
    .execute()
}
