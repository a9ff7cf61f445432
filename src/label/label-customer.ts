import type { Viewer } from '../access/viewer.ts'
import type { Customer } from '../customer/customer.ts'
import { lockCustomer } from '../customer/customer-sight.store.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { followCustomerLabels } from '../target/follow-labels.ts'
import { deleteCustomerLabel, insertCustomerLabel, labelIdsOfCustomer } from './customer-labels.store.ts'
import { findLabel } from './label.store.ts'
import { type Label, MOST_LABELS } from './label.ts'

export type LabelledCustomer =
  /** `customerId` is the customer's own, where an address joined to them was named. */
  | { customerId: number; changed: boolean }
  | { refused: 'not-found' | 'read-only' | 'unknown-label' | 'too-many' }

/** Puts a customer into a class. @param now UTC ms */
export async function labelCustomer(
  db: Db,
  viewer: Viewer,
  input: { customerId: number; labelId: number },
  now: number,
): Promise<LabelledCustomer> {
  return transact(db, async (tx) => {
    const found = await lockBoth(tx, viewer, input)
    if ('refused' in found) return found
    const { customer, label } = found
    const there = await labelIdsOfCustomer(tx, customer.id)
    if (there.includes(label.id)) return { customerId: customer.id, changed: false }
    if (there.length >= MOST_LABELS) return { refused: 'too-many' }
    await insertCustomerLabel(tx, customer.id, label.id, viewer.accountId, now)
    await followCustomerLabels(tx, customer.id)
    await recordLabel(tx, 'customer_labelled', viewer, customer.id, label, now)
    return { customerId: customer.id, changed: true }
  })
}

/** Takes a customer out of a class. @param now UTC ms */
export async function unlabelCustomer(
  db: Db,
  viewer: Viewer,
  input: { customerId: number; labelId: number },
  now: number,
): Promise<LabelledCustomer> {
  return transact(db, async (tx) => {
    const found = await lockBoth(tx, viewer, input)
    if ('refused' in found) return found
    const { customer, label } = found
    const changed = await deleteCustomerLabel(tx, customer.id, label.id)
    if (changed) {
      await followCustomerLabels(tx, customer.id)
      await recordLabel(tx, 'customer_unlabelled', viewer, customer.id, label, now)
    }
    return { customerId: customer.id, changed }
  })
}

type Both = { customer: Customer; label: Label }

async function lockBoth(
  tx: Db,
  viewer: Viewer,
  input: { customerId: number; labelId: number },
): Promise<Both | { refused: 'not-found' | 'read-only' | 'unknown-label' }> {
  const customer = await lockCustomer(tx, viewer, input.customerId)
  if (!customer) return { refused: 'not-found' }
  if (!customer.mayChange) return { refused: 'read-only' }
  const label = await findLabel(tx, viewer, input.labelId)
  if (label?.kind !== 'customer') return { refused: 'unknown-label' }
  return { customer, label }
}

async function recordLabel(
  tx: Db,
  kind: 'customer_labelled' | 'customer_unlabelled',
  viewer: Viewer,
  customerId: number,
  label: Label,
  now: number,
): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind,
    mailboxId: null,
    threadId: null,
    customerId,
    actorId: viewer.accountId,
    facts: { label: label.id, name: label.name },
  })
}
