import { maySeeMailbox, maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { askRecount } from './recount.ts'
import {
  type Audience,
  type LimitErrors,
  type LimitFields,
  limitErrors,
  MOST_TARGETS,
  usualWarning,
} from './target.ts'

export type SetTarget =
  | { targetId: number }
  | { refused: 'not-found' | 'not-supervisor' | 'too-many' }
  /** A condition names a label that was removed meanwhile, or that is none of this mailbox's. */
  | { refused: 'label-gone'; field: 'label' | 'customer_label' }
  /** The same conditions have a target already. */
  | { refused: 'same-conditions' }
  | { refused: 'wrong'; errors: LimitErrors }

/** Who may promise something in a mailbox's name: its supervisors, and whoever administers the site. */
export function mayPromise(viewer: Viewer, mailboxId: number): boolean {
  return viewer.isAdmin || maySupervise(viewer, mailboxId)
}

export type NewTarget = {
  mailboxId: number
  /** Only threads or customers with this label; null: all. */
  labelId: number | null
  customerLabelId: number | null
  limits: LimitFields
}

/** Promises something new. The open threads that it concerns are reckoned anew. @param now UTC ms */
export async function addTarget(db: Db, viewer: Viewer, target: NewTarget, now: number): Promise<SetTarget> {
  const { mailboxId, labelId, customerLabelId, limits } = target
  return transact(db, async (tx) => {
    const refusal = await whyNot(tx, viewer, mailboxId)
    if (refusal) return refusal
    const errors = limitErrors(limits)
    if (Object.keys(errors).length > 0) return { refused: 'wrong', errors }
    if (labelId !== null && !(await isLabel(tx, labelId, 'thread', mailboxId)))
      return { refused: 'label-gone', field: 'label' }
    if (customerLabelId !== null && !(await isLabel(tx, customerLabelId, 'customer', mailboxId)))
      return { refused: 'label-gone', field: 'customer_label' }
    const { n } = await tx
      .selectFrom('targets')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('mailbox_id', '=', mailboxId)
      .executeTakeFirstOrThrow()
    if (Number(n) >= MOST_TARGETS) return { refused: 'too-many' }
    const made = await tx
      .insertInto('targets')
      .values({
        mailbox_id: mailboxId,
        label_id: labelId,
        customer_label_id: customerLabelId,
        ...columnsOf(limits),
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return { refused: 'same-conditions' }
    await noteChange(tx, viewer, mailboxId, 'target_added', now)
    return { targetId: made.id }
  })
}

/** Changes what is promised; its conditions stay. @param now UTC ms */
export async function changeTarget(
  db: Db,
  viewer: Viewer,
  input: { mailboxId: number; targetId: number; limits: LimitFields },
  now: number,
): Promise<Exclude<SetTarget, { refused: 'same-conditions' | 'label-gone' | 'too-many' }>> {
  const { mailboxId, targetId, limits } = input
  return transact(db, async (tx) => {
    const refusal = await whyNot(tx, viewer, mailboxId)
    if (refusal) return refusal
    const errors = limitErrors(limits)
    if (Object.keys(errors).length > 0) return { refused: 'wrong', errors }
    const { numUpdatedRows } = await tx
      .updateTable('targets')
      .set(columnsOf(limits))
      .where('id', '=', targetId)
      .where('mailbox_id', '=', mailboxId)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return { refused: 'not-found' }
    await noteChange(tx, viewer, mailboxId, 'target_changed', now)
    return { targetId }
  })
}

/** Takes a promise back. Clocks that ended under it stay in the records. @param now UTC ms */
export async function removeTarget(
  db: Db,
  viewer: Viewer,
  input: { mailboxId: number; targetId: number },
  now: number,
): Promise<{ targetId: number } | { refused: 'not-found' | 'not-supervisor' }> {
  const { mailboxId, targetId } = input
  return transact(db, async (tx) => {
    const refusal = await whyNot(tx, viewer, mailboxId)
    if (refusal) return refusal
    const { numDeletedRows } = await tx
      .deleteFrom('targets')
      .where('id', '=', targetId)
      .where('mailbox_id', '=', mailboxId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return { refused: 'not-found' }
    await noteChange(tx, viewer, mailboxId, 'target_removed', now)
    return { targetId }
  })
}

/** Says who is told when something is due soon, and when it is late. @param now UTC ms */
export async function setAudiences(
  db: Db,
  viewer: Viewer,
  input: { mailboxId: number; warning: Audience; overdue: Audience },
  now: number,
): Promise<{ mailboxId: number } | { refused: 'not-found' | 'not-supervisor' }> {
  const { mailboxId, warning, overdue } = input
  return transact(db, async (tx) => {
    const refusal = await whyNot(tx, viewer, mailboxId)
    if (refusal) return refusal
    await tx
      .insertInto('target_audiences')
      .values({ mailbox_id: mailboxId, warning, overdue })
      .onConflict((conflict) => conflict.column('mailbox_id').doUpdateSet({ warning, overdue }))
      .execute()
    await recordChange(tx, viewer, mailboxId, 'target_audiences', now)
    return { mailboxId }
  })
}

async function whyNot(
  tx: Db,
  viewer: Viewer,
  mailboxId: number,
): Promise<{ refused: 'not-found' | 'not-supervisor' } | null> {
  if (!maySeeMailbox(viewer, mailboxId)) return { refused: 'not-found' }
  const mailbox = await tx.selectFrom('mailboxes').select('id').where('id', '=', mailboxId).executeTakeFirst()
  if (!mailbox) return { refused: 'not-found' }
  return mayPromise(viewer, mailboxId) ? null : { refused: 'not-supervisor' }
}

async function isLabel(tx: Db, id: number, kind: Row<'labels'>['kind'], mailboxId: number): Promise<boolean> {
  const label = await tx
    .selectFrom('labels')
    .select('id')
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where((eb) => eb.or([eb('mailbox_id', 'is', null), eb('mailbox_id', '=', mailboxId)]))
    .executeTakeFirst()
  return label !== undefined
}

function columnsOf(limits: LimitFields) {
  const { first_reply, next_reply, done, warn_before } = limits
  return { first_reply, next_reply, done, warn_before: warn_before ?? usualWarning(limits) }
}

async function noteChange(
  tx: Db,
  viewer: Viewer,
  mailboxId: number,
  what: string,
  now: number,
): Promise<void> {
  await askRecount(tx, { mailboxId })
  await recordChange(tx, viewer, mailboxId, what, now)
}

async function recordChange(
  tx: Db,
  viewer: Viewer,
  mailboxId: number,
  what: string,
  now: number,
): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind: 'mailbox_changed',
    mailboxId,
    threadId: null,
    actorId: viewer.accountId,
    facts: { what },
  })
}
