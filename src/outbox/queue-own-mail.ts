import { randomBytes } from 'node:crypto'
import type { Db, Row } from '../db/database.ts'
import { composeMail } from '../mail/compose.ts'
import { newMessageId } from '../mail/message-id.ts'
import type { MailAddress } from '../mail/parsed-mail.ts'
import { excerptOf } from '../mail/quote.ts'
import { packBytes, storeBlob } from '../message/blob.store.ts'
import { insertMessage } from '../message/message.store.ts'
import { secretFor } from '../settings/settings.store.ts'
import type { Thread } from '../thread/thread.store.ts'

/** A mail beside the answers to the customer: hoshin's own, or one to whoever is asked. */
export type OwnMail = {
  purpose: 'acknowledgement' | 'question' | 'reminder'
  to: MailAddress
  subject: string
  text: string
  headers?: Readonly<Record<string, string>>
  inReplyTo: string | null
  references: readonly string[]
  /** Who wrote it; null: hoshin. */
  authorId: number | null
  /** Who answers for it, and is told when it does not go out. */
  accountId: number
}

/**
 * Puts a mail into the outbox in the transaction of what causes it. It goes the way of every reply (one Message-ID,
 * at most once), but answers no customer: no clock stops, and what is for others stands among ourselves.
 *
 * @param now UTC ms
 * @returns the id of its message; the thread's own row is the caller's to change
 */
export async function queueOwnMail(
  tx: Db,
  thread: Thread,
  mailbox: Pick<Row<'mailboxes'>, 'name' | 'sender_name' | 'address'>,
  mail: OwnMail,
  now: number,
): Promise<number> {
  const messageId = newMessageId({
    threadId: thread.id,
    secret: await secretFor(tx, 'message-id'),
    domain: mailbox.address.split('@')[1] ?? 'localhost',
    random: randomBytes(9).toString('hex'),
  })
  const from = { name: mailbox.sender_name ?? mailbox.name, address: mailbox.address }
  const { to, subject, text, headers = {}, inReplyTo, references } = mail
  const raw = await composeMail({
    from,
    to: [to],
    subject,
    text,
    headers,
    messageId,
    inReplyTo,
    references,
    date: now,
  })
  const packed = await packBytes(raw)
  const id = await insertMessage(tx, {
    thread_id: thread.id,
    mailbox_id: thread.mailbox_id,
    direction: mail.purpose === 'acknowledgement' ? 'outbound' : 'internal',
    // A clock stops for a person's mail only.
    kind: mail.purpose === 'question' ? 'mail' : 'auto_reply',
    problem: null,
    subject,
    from_name: from.name,
    from_address: from.address,
    recipients: { to: [to], cc: [], bcc: [], replyTo: [] },
    date: now,
    received_at: now,
    message_id: messageId,
    in_reply_to: inReplyTo,
    references,
    excerpt: excerptOf(text),
    raw_blob_id: await storeBlob(tx, packed, now),
    raw_sha256: packed.sha256,
    raw_size: packed.size,
    placed_by: 'outbox',
    author_id: mail.authorId,
    remote_images: 0,
    created_at: now,
    text,
    html: null,
    attachments: [],
  })
  await tx
    .insertInto('outbox')
    .values({
      message_id: id,
      thread_id: thread.id,
      mailbox_id: thread.mailbox_id,
      form_token: `${mail.purpose}:${id}`,
      purpose: mail.purpose,
      state: 'queued',
      state_at: now,
      envelope: JSON.stringify({ from: mailbox.address, to: [to.address] }),
      send_at: now,
      next_try_at: now,
      lease_until: null,
      body_started_at: null,
      accepted_at: null,
      server_reply: null,
      appended_at: null,
      append_next_at: null,
      append_error: null,
      account_id: mail.accountId,
      queued_by: mail.accountId,
      queued_under: thread.policy_id,
    })
    .execute()
  return id
}
