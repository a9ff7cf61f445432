import type { Db, Row } from '../db/database.ts'
import { formatAddressList } from '../mail/addresses.ts'
import { parseRecipients } from '../message/message.store.ts'
import { withoutSignature } from '../outbox/reply.ts'
import { signatureBeneath } from '../template/own-signature.ts'
import { lastEventId } from '../thread/thread.store.ts'
import { addDraftFiles, draftOf, filesOfDraft, putDraft } from './draft.store.ts'

type Withdrawn = Pick<Row<'outbox'>, 'message_id' | 'thread_id' | 'mailbox_id' | 'account_id'>

/**
 * Gives a reply that was taken back to whoever wrote it, as their draft with its files. What they have begun to
 * write since stays; the withdrawn text then stands on the message only.
 *
 * @param now UTC ms
 * @returns whether the draft was restored
 */
export async function restoreDraft(tx: Db, mail: Withdrawn, now: number): Promise<boolean> {
  const newer = await draftOf(tx, mail.thread_id, mail.account_id)
  if (newer && (newer.body.trim() !== '' || (await filesOfDraft(tx, newer.id)).length > 0)) return false
  const message = await tx
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .innerJoin('mailboxes', 'mailboxes.id', 'messages.mailbox_id')
    .select(['messages.subject', 'messages.recipients', 'message_bodies.text', 'mailboxes.signature'])
    .where('messages.id', '=', mail.message_id)
    .executeTakeFirstOrThrow()
  const { to, cc, bcc } = parseRecipients(message.recipients)
  const columns = {
    to_text: formatAddressList(to),
    cc_text: formatAddressList(cc),
    bcc_text: formatAddressList(bcc),
    subject: message.subject,
    // The composer shows the signature beneath the text, and sending adds it again.
    body: withoutSignature(message.text, await signatureBeneath(tx, message, mail.account_id)),
    thread_version: await lastEventId(tx, mail.thread_id),
    updated_at: now,
  }
  const { id } = await putDraft(tx, { threadId: mail.thread_id, accountId: mail.account_id }, columns)
  await restoreFiles(tx, id, mail.message_id)
  return true
}

/** The bytes were kept when they were attached; the message knows them by their hash. */
async function restoreFiles(tx: Db, draftId: number, messageId: number): Promise<void> {
  const files = await tx
    .selectFrom('attachments')
    .selectAll()
    .where('message_id', '=', messageId)
    .orderBy('position')
    .execute()
  for (const file of files) {
    const blob = await tx
      .selectFrom('blobs')
      .select('id')
      .where('sha256', '=', file.sha256)
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    const { filename, content_type, size } = file
    await addDraftFiles(tx, draftId, [{ blob_id: blob.id, filename, content_type, size }])
  }
}
