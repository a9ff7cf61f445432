import type { Db } from '../db/database.ts'
import { askRecount, recountThread } from './recount.ts'

/** A thread's labels are others now, and so may be what it is promised. @param now UTC ms */
export async function followThreadLabels(
  tx: Db,
  thread: { id: number; mailbox_id: number },
  now: number,
): Promise<void> {
  const narrowed = await tx
    .selectFrom('targets')
    .select('id')
    .where('mailbox_id', '=', thread.mailbox_id)
    .where('label_id', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  if (narrowed) await recountThread(tx, thread.id, now)
}

/** A customer's labels, or the addresses that are theirs, are others now: their open threads follow in a while. */
export async function followCustomerLabels(tx: Db, customerId: number): Promise<void> {
  const narrowed = await tx
    .selectFrom('targets')
    .select('id')
    .where('customer_label_id', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  if (narrowed) await askRecount(tx, { customerId })
}

/** The hours of a mailbox are others now: where it promises something, its open threads follow in a while. */
export async function followHours(tx: Db, mailboxId: number): Promise<void> {
  const target = await tx
    .selectFrom('targets')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .limit(1)
    .executeTakeFirst()
  if (target) await askRecount(tx, { mailboxId })
}

/**
 * A label is about to go. Its targets go on with the label that takes its place, unless that has the same
 * conditions already; without one they go with it: nothing carries the label any more.
 */
export async function followRemovedLabel(tx: Db, labelId: number, insteadId: number | null): Promise<void> {
  const targets = await tx
    .selectFrom('targets')
    .select(['id', 'mailbox_id', 'label_id', 'customer_label_id'])
    .where((eb) => eb.or([eb('label_id', '=', labelId), eb('customer_label_id', '=', labelId)]))
    .execute()
  for (const target of targets) {
    await askRecount(tx, { mailboxId: target.mailbox_id })
    if (insteadId === null) continue
    const moved = {
      label_id: target.label_id === labelId ? insteadId : target.label_id,
      customer_label_id: target.customer_label_id === labelId ? insteadId : target.customer_label_id,
    }
    const standing = await tx
      .selectFrom('targets')
      .select('id')
      .where('mailbox_id', '=', target.mailbox_id)
      .where('label_id', 'is not distinct from', moved.label_id)
      .where('customer_label_id', 'is not distinct from', moved.customer_label_id)
      .executeTakeFirst()
    if (!standing) await tx.updateTable('targets').set(moved).where('id', '=', target.id).execute()
  }
}
