import { maySend, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { asLabel, findLabel } from './label.store.ts'
import {
  type Colour,
  foldLabelName,
  type Label,
  type LabelKind,
  type NameRefusal,
  nextColour,
  readLabelName,
} from './label.ts'

export type LabelRefusal =
  | { refused: NameRefusal | 'not-found' | 'read-only' | 'unknown-mailbox' }
  /** A label of that name can be seen beside this one already. */
  | { refused: 'taken'; by: Label }
  /** It stands on threads of other mailboxes than the one it is to be kept to. */
  | { refused: 'used-elsewhere' }

export type LabelWish = {
  name: string
  kind: LabelKind
  /** Not given: the next of the palette. */
  colour?: Colour
  mailboxId: number | null
}

/**
 * Makes a label. Administrators make any; whoever answers in a mailbox makes labels for its threads in passing.
 *
 * @param now UTC ms
 */
export async function createLabel(
  db: Db,
  viewer: Viewer,
  wish: LabelWish,
  now: number,
): Promise<{ label: Label } | LabelRefusal> {
  const read = readLabelName(wish.name)
  if ('refused' in read) return read
  const inPassing = wish.kind === 'thread' && wish.mailboxId !== null && maySend(viewer, wish.mailboxId)
  if (!viewer.isAdmin && !inPassing) return { refused: 'read-only' }
  return transact(db, async (tx) => {
    if (!(await isMailbox(tx, wish.mailboxId))) return { refused: 'unknown-mailbox' }
    const by = await namesake(tx, read.name, wish.mailboxId, 0)
    if (by) return { refused: 'taken', by }
    const row = await tx
      .insertInto('labels')
      .values({
        kind: wish.kind,
        name: read.name,
        name_key: foldLabelName(read.name),
        colour: wish.colour ?? nextColour(await countLabels(tx)),
        mailbox_id: wish.mailboxId,
        created_by: viewer.accountId,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const label = asLabel(row)
    await recordChange(tx, viewer, label, { what: 'created' }, now)
    return { label }
  })
}

/** Renames, recolours, or gives a label to one mailbox or all. For administrators. @param now UTC ms */
export async function changeLabel(
  db: Db,
  viewer: Viewer,
  input: { labelId: number; name: string; colour: Colour; mailboxId: number | null },
  now: number,
): Promise<{ label: Label } | LabelRefusal> {
  if (!viewer.isAdmin) return { refused: 'read-only' }
  const read = readLabelName(input.name)
  if ('refused' in read) return read
  return transact(db, async (tx) => {
    const before = await findLabel(tx, viewer, input.labelId)
    if (!before) return { refused: 'not-found' }
    if (!(await isMailbox(tx, input.mailboxId))) return { refused: 'unknown-mailbox' }
    const by = await namesake(tx, read.name, input.mailboxId, before.id)
    if (by) return { refused: 'taken', by }
    if (input.mailboxId !== null && (await isUsedOutside(tx, before.id, input.mailboxId)))
      return { refused: 'used-elsewhere' }
    const label = { ...before, name: read.name, colour: input.colour, mailboxId: input.mailboxId }
    await tx
      .updateTable('labels')
      .set({
        name: label.name,
        name_key: foldLabelName(label.name),
        colour: label.colour,
        mailbox_id: label.mailboxId,
      })
      .where('id', '=', label.id)
      .execute()
    await recordChange(tx, viewer, label, { what: 'edited', before: before.name }, now)
    return { label }
  })
}

/** The label that would stand beside one of this name and scope; of all mailboxes' names, each is there once. */
async function namesake(
  tx: Db,
  name: string,
  mailboxId: number | null,
  exceptId: number,
): Promise<Label | null> {
  const row = await tx
    .selectFrom('labels')
    .selectAll()
    .where('name_key', '=', foldLabelName(name))
    .where('id', '!=', exceptId)
    .$if(mailboxId !== null, (query) =>
      query.where((eb) => eb.or([eb('mailbox_id', 'is', null), eb('mailbox_id', '=', mailboxId ?? 0)])),
    )
    .orderBy('id')
    .executeTakeFirst()
  return row ? asLabel(row) : null
}

async function isMailbox(tx: Db, mailboxId: number | null): Promise<boolean> {
  if (mailboxId === null) return true
  const row = await tx.selectFrom('mailboxes').select('id').where('id', '=', mailboxId).executeTakeFirst()
  return row !== undefined
}

async function countLabels(tx: Db): Promise<number> {
  const { n } = await tx
    .selectFrom('labels')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** One look for each mailbox: "any other" would walk through all threads of the label. */
async function isUsedOutside(tx: Db, labelId: number, mailboxId: number): Promise<boolean> {
  const others = await tx.selectFrom('mailboxes').select('id').where('id', '!=', mailboxId).execute()
  for (const { id } of others) {
    const used = await tx
      .selectFrom('thread_labels')
      .select('thread_id')
      .where('label_id', '=', labelId)
      .where('mailbox_id', '=', id)
      .limit(1)
      .executeTakeFirst()
    if (used) return true
  }
  return false
}

/** Goes to the record of people, rights and mailboxes. */
export async function recordChange(
  tx: Db,
  viewer: Viewer,
  label: Pick<Label, 'id' | 'name' | 'mailboxId'>,
  facts: { what: 'created' | 'edited' | 'merged' | 'removed'; before?: string; into?: string },
  now: number,
): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind: 'label_changed',
    mailboxId: label.mailboxId,
    threadId: null,
    actorId: viewer.accountId,
    facts: { label: label.id, name: label.name, ...facts },
  })
}
