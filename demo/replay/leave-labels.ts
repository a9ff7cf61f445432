import type { Viewer } from '../../src/access/viewer.ts'
import { changeCustomer } from '../../src/customer/change-customer.ts'
import { findCustomer } from '../../src/customer/customer-sight.store.ts'
import type { Db } from '../../src/db/database.ts'
import { createLabel } from '../../src/label/change-label.ts'
import { labelCustomer } from '../../src/label/label-customer.ts'
import { labelThread } from '../../src/label/label-thread.ts'
import { customerLabels, knownCustomers, threadLabels } from '../labels.ts'
import { accepted } from './accepted.ts'
import { found, type Office } from './office.ts'
import { idOf, type ToldThread } from './told-thread.ts'

/**
 * Puts the labels on threads and customers, and writes down what is known of some. A story that is not told
 * has none.
 *
 * @param at of the labels' making, UTC ms
 * @param now UTC ms
 */
export async function leaveLabels(
  db: Db,
  office: Office,
  told: readonly ToldThread[],
  at: number,
  now: number,
): Promise<void> {
  const admin = found(office.people, 'nishimura')
  for (const { threads, mailbox, ...label } of threadLabels) {
    const mailboxId = mailbox === undefined ? null : found(office.mailboxes, mailbox).id
    const made = accepted(await createLabel(db, admin, { ...label, kind: 'thread', mailboxId }, at))
    for (const one of told.filter(({ thread }) => threads.includes(thread.key))) {
      const input = { threadId: idOf(one), labelId: made.label.id }
      accepted(await labelThread(db, workerOf(office, one), input, now))
    }
  }
  const somebody = found(office.people, 'suzuki')
  for (const { customers, ...label } of customerLabels) {
    const made = accepted(await createLabel(db, admin, { ...label, kind: 'customer', mailboxId: null }, at))
    for (const address of customers) {
      const customerId = await idOfCustomer(db, address)
      if (customerId === null) continue
      accepted(await labelCustomer(db, somebody, { customerId, labelId: made.label.id }, now))
    }
  }
  for (const { address, organisation, note } of knownCustomers) {
    const customerId = await idOfCustomer(db, address)
    const customer = customerId === null ? null : await findCustomer(db, somebody, customerId)
    if (!customer) continue
    const { name, version } = customer
    const input = { customerId: customer.id, name, organisation, note, version }
    accepted(await changeCustomer(db, somebody, input, now))
  }
}

/** Whoever has the thread, or else a supervisor, who works in every mailbox. */
function workerOf(office: Office, { thread }: ToldThread): Viewer {
  return found(office.people, thread.assignee ?? 'suzuki')
}

async function idOfCustomer(db: Db, address: string): Promise<number | null> {
  const row = await db.selectFrom('customers').select('id').where('address', '=', address).executeTakeFirst()
  return row?.id ?? null
}
