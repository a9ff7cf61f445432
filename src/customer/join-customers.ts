import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import type { EventKind } from '../event/event.ts'
import { recordEvent } from '../event/record-event.ts'
import { copyCustomerLabels } from '../label/customer-labels.store.ts'
import { followCustomerLabels } from '../target/follow-labels.ts'
import { type Customer, customerKey, MOST_ADDRESSES } from './customer.ts'
import { customerIds, lockCustomer } from './customer-sight.store.ts'

export type JoinedCustomers =
  | { customerId: number }
  | { refused: 'not-found' | 'read-only' | 'itself' | 'too-many' }
  /** Nobody whom the viewer can see wrote from it: out of sight and unheard of are the same. */
  | { refused: 'unknown-address' }

/**
 * Makes two customers one: the other's addresses, threads and labels are this one's from now on, and its name,
 * organisation and note where this one has none. Threads keep the address they came from, so that what was
 * joined can be taken apart again.
 *
 * @param input.address of the other
 * @param now UTC ms
 */
export async function joinCustomers(
  db: Db,
  viewer: Viewer,
  input: { customerId: number; address: string },
  now: number,
): Promise<JoinedCustomers> {
  return transact(db, async (tx) => {
    const otherId = await idOfAddress(tx, input.address)
    // Always the lower id first, so that two people who join them the other way round do not wait in a ring.
    const locked = new Map<number, Customer | null>()
    for (const id of [input.customerId, otherId ?? 0].toSorted((a, b) => a - b))
      locked.set(id, id === 0 ? null : await lockCustomer(tx, viewer, id))
    const customer = locked.get(input.customerId)
    const other = otherId === null ? null : locked.get(otherId)
    if (!customer) return { refused: 'not-found' }
    if (!customer.mayChange) return { refused: 'read-only' }
    const isInSight = other?.addresses.some(({ id }) => id === otherId)
    if (!other || !isInSight) return { refused: 'unknown-address' }
    if (other.id === customer.id) return { refused: 'itself' }
    if (!other.mayChange) return { refused: 'read-only' }
    const [own, theirs] = [await customerIds(tx, customer.id), await customerIds(tx, other.id)]
    if (own.length + theirs.length > MOST_ADDRESSES) return { refused: 'too-many' }

    await tx.updateTable('customers').set({ joined_into_id: customer.id }).where('id', 'in', theirs).execute()
    await tx
      .updateTable('customers')
      .set({ ...filledIn(customer, other), version: customer.version + 1 })
      .where('id', '=', customer.id)
      .execute()
    await copyCustomerLabels(tx, other.id, customer.id)
    await followCustomerLabels(tx, customer.id)
    await record(tx, 'customers_joined', viewer, customer.id, input.address, now)
    return { customerId: customer.id }
  })
}

export type PartedCustomer =
  /** The customer who is left, and the one that the address stands for now. */
  { customerId: number; partedId: number } | { refused: 'not-found' | 'read-only' }

/**
 * Takes an address out of a customer again. It stands for itself as it did before, with its own threads, name,
 * note and labels.
 *
 * @param now UTC ms
 */
export async function partCustomer(
  db: Db,
  viewer: Viewer,
  input: { customerId: number; addressId: number },
  now: number,
): Promise<PartedCustomer> {
  return transact(db, async (tx) => {
    const customer = await lockCustomer(tx, viewer, input.customerId)
    const address = customer?.addresses.find(({ id }) => id === input.addressId)
    if (!customer || !address || address.id === customer.id) return { refused: 'not-found' }
    if (!customer.mayChange) return { refused: 'read-only' }
    await tx.updateTable('customers').set({ joined_into_id: null }).where('id', '=', address.id).execute()
    await followCustomerLabels(tx, address.id)
    await record(tx, 'customers_parted', viewer, customer.id, address.address, now)
    await record(tx, 'customers_parted', viewer, address.id, address.address, now)
    return { customerId: customer.id, partedId: address.id }
  })
}

async function idOfAddress(tx: Db, address: string): Promise<number | null> {
  const row = await tx
    .selectFrom('customers')
    .select('id')
    .where('address', '=', address.normalize('NFKC').trim().toLowerCase())
    .executeTakeFirst()
  return row?.id ?? null
}

function filledIn(customer: Customer, other: Customer): Partial<Row<'customers'>> {
  const name = customer.name || other.name
  const organisation = customer.organisation || other.organisation
  return {
    name,
    ...(name !== '' && { name_key: customerKey(name) }),
    organisation,
    organisation_key: customerKey(organisation),
    // Joined a second time, it stands there already.
    note: customer.note.includes(other.note)
      ? customer.note
      : [customer.note, other.note].filter((note) => note.trim() !== '').join('\n\n'),
  }
}

function record(
  tx: Db,
  kind: EventKind,
  viewer: Viewer,
  customerId: number,
  address: string,
  now: number,
): Promise<void> {
  const event = { at: now, kind, mailboxId: null, threadId: null, customerId, actorId: viewer.accountId }
  return recordEvent(tx, { ...event, facts: { address } })
}
