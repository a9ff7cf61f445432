import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { customerKey } from './customer.ts'
import { lockCustomer } from './customer-sight.store.ts'
import { indexCustomer } from './index-customer.ts'

export type ChangedCustomer =
  | { customerId: number }
  | { refused: 'not-found' | 'read-only' }
  /** Somebody else wrote after this form was opened. */
  | { refused: 'changed-meanwhile'; version: number }

/**
 * Sets a customer's name, organisation and note. A name that is empty is filled in by their next mail.
 *
 * @param input.note not given: it stays as it is
 * @param input.version what the form was filled with
 * @param now UTC ms
 */
export async function changeCustomer(
  db: Db,
  viewer: Viewer,
  input: { customerId: number; name: string; organisation: string; note?: string; version: number },
  now: number,
): Promise<ChangedCustomer> {
  return transact(db, async (tx) => {
    const customer = await lockCustomer(tx, viewer, input.customerId)
    if (!customer) return { refused: 'not-found' }
    if (!customer.mayChange) return { refused: 'read-only' }
    if (customer.version !== input.version) return { refused: 'changed-meanwhile', version: customer.version }
    const { name, organisation, note = customer.note } = input
    const what = [
      name !== customer.name && 'name',
      organisation !== customer.organisation && 'organisation',
      note !== customer.note && 'note',
    ].filter((word) => word !== false)
    if (what.length === 0) return { customerId: customer.id }
    await tx
      .updateTable('customers')
      .set((eb) => ({
        name,
        // Without a name they stand in lists by their address.
        name_key: name === '' ? eb.ref('address') : customerKey(name),
        organisation,
        organisation_key: customerKey(organisation),
        note,
        version: customer.version + 1,
      }))
      .where('id', '=', customer.id)
      .execute()
    if (what.includes('name')) await indexCustomer(tx, customer.id)
    await recordEvent(tx, {
      at: now,
      kind: 'customer_changed',
      mailboxId: null,
      threadId: null,
      customerId: customer.id,
      actorId: viewer.accountId,
      facts: { what: what.join(' '), ...(what.includes('name') && { before: customer.name, name }) },
    })
    return { customerId: customer.id }
  })
}
