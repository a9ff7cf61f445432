import { randomBytes } from 'node:crypto'
import type { ReplyFile } from '../approval/gate.ts'
import type { Db, Row } from '../db/database.ts'
import type { MailToCompose } from '../mail/compose.ts'
import { newMessageId } from '../mail/message-id.ts'
import { readInPieces } from '../message/blob-pieces.store.ts'
import { secretFor } from '../settings/settings.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { answeredMail } from './answered.store.ts'
import { composedBytes } from './composed-bytes.ts'
import type { Addressees } from './read-reply.ts'
import { referencesFor, withSignature } from './reply.ts'

export type ComposedReply = Awaited<ReturnType<typeof composeReply>>

/** Writes the mail that an answer becomes, with its files, and keeps what its row needs. @param now UTC ms */
export async function composeReply(
  db: Db,
  files: readonly ReplyFile[],
  thread: Thread,
  mailbox: Row<'mailboxes'>,
  reply: { subject: string; body: string },
  addressees: Addressees,
  now: number,
) {
  const answered = await answeredMail(db, thread.id)
  const { inReplyTo, references } = referencesFor(answered)
  const messageId = newMessageId({
    threadId: thread.id,
    secret: await secretFor(db, 'message-id'),
    domain: mailbox.address.split('@')[1] ?? 'localhost',
    random: randomBytes(9).toString('hex'),
  })
  const attachments = await Promise.all(
    files.map(async (file) => ({
      filename: file.filename,
      contentType: file.content_type,
      bytes: await readInPieces(db, file.blob_id),
    })),
  )
  const text = withSignature(reply.body.replace(/\r\n?/g, '\n'), mailbox.signature)
  const subject = reply.subject.trim()
  const mail: MailToCompose = {
    from: { name: mailbox.sender_name ?? mailbox.name, address: mailbox.address },
    ...addressees,
    subject,
    text,
    attachments,
    messageId,
    inReplyTo,
    references,
    date: now,
  }
  return {
    ...addressees,
    messageId,
    inReplyTo,
    references,
    subject,
    text,
    files,
    bytes: await composedBytes(db, mail, now),
  }
}
