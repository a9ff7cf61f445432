import type { Db } from '../db/database.ts'
import { emptyBlob } from '../message/blob.store.ts'

/** These bytes were taken off something. Whether anything else needs them is looked at a while later. @param now UTC ms */
export async function loosenBlobs(tx: Db, blobIds: readonly number[], now: number): Promise<void> {
  if (blobIds.length === 0) return
  await tx
    .insertInto('loose_blobs')
    .values([...new Set(blobIds)].map((blob_id) => ({ blob_id, since: now })))
    .onConflict((conflict) => conflict.column('blob_id').doUpdateSet({ since: now }))
    .execute()
}

const BATCH = 100

/** The bytes that were taken off something before an instant, UTC ms. */
export async function looseSince(db: Db, before: number, after: number): Promise<number[]> {
  const rows = await db
    .selectFrom('loose_blobs')
    .select('blob_id')
    .where('since', '<', before)
    .where('blob_id', '>', after)
    .orderBy('blob_id')
    .limit(BATCH)
    .execute()
  return rows.map((row) => row.blob_id)
}

/**
 * Lets go of the bytes unless a draft, a copy, a request for approval, or a mail that may still come back as a draft needs them. Only
 * bytes of files that were attached in a draft come here, so no mail's original is among them.
 *
 * @returns whether they were let go
 */
export async function dropLooseBlob(tx: Db, blobId: number): Promise<boolean> {
  if ((await isAttached(tx, blobId)) || (await isOriginal(tx, blobId))) {
    await tx.deleteFrom('loose_blobs').where('blob_id', '=', blobId).execute()
    return false
  }
  if (await mayComeBack(tx, blobId)) return false
  await emptyBlob(tx, blobId)
  await tx.deleteFrom('loose_blobs').where('blob_id', '=', blobId).execute()
  return true
}

/** Taken off there, it becomes loose again. */
async function isAttached(tx: Db, blobId: number): Promise<boolean> {
  const draft = await tx
    .selectFrom('draft_files')
    .select('id')
    .where('blob_id', '=', blobId)
    .executeTakeFirst()
  const copy = await tx
    .selectFrom('draft_copy_files')
    .select('id')
    .where('blob_id', '=', blobId)
    .executeTakeFirst()
  const request = await tx
    .selectFrom('approval_files')
    .select('id')
    .where('blob_id', '=', blobId)
    .executeTakeFirst()
  return [draft, copy, request].some((found) => found !== undefined)
}

/** A mail's own bytes are never let go, however they came to stand here. */
async function isOriginal(tx: Db, blobId: number): Promise<boolean> {
  const message = await tx
    .selectFrom('blobs')
    .innerJoin('messages', 'messages.raw_sha256', 'blobs.sha256')
    .select('messages.id')
    .where('blobs.id', '=', blobId)
    // As the index has it, which begins with the mailbox.
    .where('messages.mailbox_id', 'in', (eb) => eb.selectFrom('mailboxes').select('id'))
    .executeTakeFirst()
  return message !== undefined
}

/** A mail that is not out can be taken back, and then its files are looked for by their hash. */
async function mayComeBack(tx: Db, blobId: number): Promise<boolean> {
  const mail = await tx
    .selectFrom('outbox')
    .innerJoin('attachments', 'attachments.message_id', 'outbox.message_id')
    .innerJoin('blobs', 'blobs.sha256', 'attachments.sha256')
    .select('outbox.id')
    .where('outbox.state', 'in', ['queued', 'sending', 'failed', 'uncertain'])
    .where('blobs.id', '=', blobId)
    .executeTakeFirst()
  return mail !== undefined
}

/** Something refers to the bytes from here on, in the same transaction. */
export async function takeLooseBlob(tx: Db, blobId: number): Promise<void> {
  await tx.deleteFrom('loose_blobs').where('blob_id', '=', blobId).execute()
}
