import { maySeeMailbox, type Viewer } from '../access/viewer.ts'
import { type GateRefusal, gateRefusal, type ReplyFile, writtenBy } from '../approval/gate.ts'
import { type CheckedReply, checkedUnless } from '../check/check-reply.ts'
import { rememberFindings, scoreFindings } from '../check/findings.store.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { deleteDraft } from '../draft/draft.store.ts'
import { recordEvents } from '../event/record-event.ts'
import { excerptOf } from '../mail/quote.ts'
import { addParticipants, insertMessage } from '../message/message.store.ts'
import { signatureBeneath } from '../template/own-signature.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { changeThread, findThread, lastEventId, lockThread, type Thread } from '../thread/thread.store.ts'
import { type ChangeSince, changesSince } from './changes-since.store.ts'
import { type ComposedReply, composeReply } from './compose-reply.ts'
import { type ReplyErrors, readReply } from './read-reply.ts'
import { statusAfterReply } from './reply.ts'

export type NewReply = {
  threadId: number
  to: string
  cc: string
  bcc: string
  subject: string
  body: string
  /** The form's own token: the same one is sent once, however often it comes. */
  formToken: string
  /** The last event of the thread that the writer had in view. */
  threadVersion: number
  /** What the thread becomes. */
  after: 'in_progress' | 'done' | 'unchanged'
  /** The pause in which it can still be cancelled, ms. */
  pause: number
  /** The mark of what its sender confirmed; empty for nothing yet, left out where no person is there to be asked. */
  confirmed?: string
  /** The request whose last yes sends it: the text is its writer's, and the sender whoever said yes. */
  approvalId?: number
}

export type QueuedReply =
  | { outboxId: number; messageId: number; sendAt: number; again: boolean }
  /** `internal`: a matter of our own, from which nothing is sent. */
  | { refused: 'not-found' | 'mailbox-retired' | 'internal' }
  /** Somebody else must send it, or say yes to it. */
  | GateRefusal
  | { refused: 'wrong'; errors: ReplyErrors }
  /** Something came in meanwhile. The writer sees it and decides once more, with the new version. */
  | { refused: 'thread-changed'; since: ChangeSince[]; threadVersion: number; checked: CheckedReply }
  /** There is something to say about it. The writer changes it, or confirms exactly this by its mark. */
  | { refused: 'unconfirmed'; threadVersion: number; checked: CheckedReply }

/**
 * Puts an answer to the customer into the outbox. The mail is composed now, with its final Message-ID and
 * bytes, so that every attempt sends the same mail. Policy, thread version and token are checked in the
 * transaction that writes it.
 *
 * @param now UTC ms
 */
export async function queueReply(db: Db, viewer: Viewer, reply: NewReply, now: number): Promise<QueuedReply> {
  const sentAlready = await outboxByToken(db, viewer, reply.formToken)
  if (sentAlready) return sentAlready

  const read = readReply(reply)
  if ('errors' in read) return { refused: 'wrong', errors: read.errors }

  const seen = await findThread(db, viewer, reply.threadId)
  const into = seen?.merged_into_id ?? null
  const thread = into === null ? seen : await findThread(db, viewer, into)
  if (!thread) return { refused: 'not-found' }
  if (thread.opened_by !== null) return { refused: 'internal' }
  const mailbox = await db
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirstOrThrow()
  if (mailbox.retired_at !== null) return { refused: 'mailbox-retired' }

  const words = { ...read, subject: reply.subject, body: reply.body }
  const checked = await checkedUnless(reply.confirmed === undefined, db, viewer, thread, mailbox, words)
  const asks = checked.findings.length > 0 && reply.confirmed !== checked.mark
  // Composing a mail with large files takes time, so it is done before the transaction that queues it.
  const written = await writtenBy(db, viewer, thread.id, reply.approvalId)
  const signature = await signatureBeneath(db, mailbox, written.writer.accountId)
  const signed = { ...mailbox, signature }
  const mail = asks
    ? null
    : await composeReply(db, written.files, thread, signed, reply, read.addressees, now)

  return transact(db, async (tx) => {
    const locked = await lockThread(tx, viewer, reply.threadId)
    if (!locked) return { refused: 'not-found' }
    if (locked.opened_by !== null) return { refused: 'internal' }
    const again = await outboxByToken(tx, viewer, reply.formToken)
    if (again) return again
    const refused = await gateRefusal(tx, viewer, locked, reply, now)
    if (refused) return refused
    const since = await changesSince(tx, locked.id, reply.threadVersion, viewer.accountId)
    if (since.length > 0 || mail === null) {
      await rememberFindings(tx, locked.id, viewer.accountId, checked.findings, now)
      const threadVersion = await lastEventId(tx, locked.id)
      if (since.length > 0) return { refused: 'thread-changed', since, threadVersion, checked }
      return { refused: 'unconfirmed', threadVersion, checked }
    }
    await scoreFindings(tx, locked, viewer.accountId, checked.findings)
    return writeReply(tx, { sender: viewer, writer: written.writer }, locked, mailbox, reply, mail, now)
  })
}

async function outboxByToken(db: Db, viewer: Viewer, formToken: string) {
  const row = await db.selectFrom('outbox').selectAll().where('form_token', '=', formToken).executeTakeFirst()
  if (!row || !maySeeMailbox(viewer, row.mailbox_id)) return null
  return { outboxId: row.id, messageId: row.message_id, sendAt: row.send_at, again: true }
}

/** Who wrote it, and who lets it go: another one where it was approved. */
type Hands = { sender: Viewer; writer: Pick<Viewer, 'accountId' | 'name'> }

async function writeReply(
  tx: Db,
  { sender, writer }: Hands,
  thread: Thread,
  mailbox: Row<'mailboxes'>,
  reply: NewReply,
  mail: ComposedReply,
  now: number,
) {
  const messageId = await insertMessage(tx, {
    thread_id: thread.id,
    mailbox_id: thread.mailbox_id,
    direction: 'outbound',
    kind: 'mail',
    problem: null,
    subject: mail.subject,
    from_name: mailbox.sender_name ?? mailbox.name,
    from_address: mailbox.address,
    recipients: { to: mail.to, cc: mail.cc, bcc: mail.bcc, replyTo: [] },
    date: now,
    received_at: now,
    message_id: mail.messageId,
    in_reply_to: mail.inReplyTo,
    references: mail.references,
    excerpt: excerptOf(mail.text),
    raw_blob_id: await mail.bytes.take(tx, now),
    raw_sha256: mail.bytes.sha256,
    raw_size: mail.bytes.size,
    placed_by: 'outbox',
    author_id: writer.accountId,
    remote_images: 0,
    created_at: now,
    text: mail.text,
    html: null,
    attachments: await describeFiles(tx, mail.files),
  })
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address)
  const sendAt = now + (mailbox.send_pause ?? reply.pause)
  const { id: outboxId } = await tx
    .insertInto('outbox')
    .values({
      message_id: messageId,
      thread_id: thread.id,
      mailbox_id: thread.mailbox_id,
      form_token: reply.formToken,
      state: 'queued',
      state_at: now,
      envelope: JSON.stringify({ from: mailbox.address, to: recipients }),
      send_at: sendAt,
      next_try_at: sendAt,
      lease_until: null,
      body_started_at: null,
      accepted_at: null,
      server_reply: null,
      appended_at: null,
      append_next_at: null,
      append_error: null,
      account_id: writer.accountId,
      queued_by: sender.accountId,
      queued_under: thread.policy_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()

  const status = statusAfterReply(reply.after, thread.status, thread.wait_with !== null)
  const answered = { status, assignee_id: thread.assignee_id ?? writer.accountId, last_outbound_at: now }
  const moved: Thread = { ...thread, ...answered }
  await addParticipants(
    tx,
    thread.id,
    recipients.map((address) => address.toLowerCase()),
    now,
  )
  await changeThread(tx, thread, {
    ...answered,
    last_at: Math.max(thread.last_at, now),
    last_from: writer.name,
    excerpt: excerptOf(mail.text),
    message_count: thread.message_count + 1,
    attachment_count: thread.attachment_count + mail.files.length,
    customer_wrote_at: null,
    ...(await clocksOf(tx, moved, now)),
  })
  // What its writer has begun since they asked is another text.
  if (reply.approvalId === undefined) await deleteDraft(tx, thread.id, sender.accountId)
  const by = { at: now, mailboxId: thread.mailbox_id, threadId: thread.id, actorId: sender.accountId }
  const facts = { message: messageId, outbox: outboxId, from: thread.status, to: status }
  await recordEvents(tx, [
    { ...by, kind: 'reply_queued', facts },
    // Whoever answers what is nobody's takes it.
    ...(thread.assignee_id === null
      ? [{ ...by, kind: 'assigned' as const, facts: { from: null, to: writer.accountId } }]
      : []),
  ])
  return { outboxId, messageId, sendAt, again: false }
}

/** An outgoing mail's files stand in its raw bytes in this order, after the text. */
async function describeFiles(tx: Db, files: readonly ReplyFile[]) {
  if (files.length === 0) return []
  const blobs = await tx
    .selectFrom('blobs')
    .select(['id', 'sha256'])
    .where(
      'id',
      'in',
      files.map((file) => file.blob_id),
    )
    .execute()
  return files.map((file, index) => ({
    index,
    filename: file.filename,
    contentType: file.content_type,
    size: file.size,
    sha256: blobs.find((blob) => blob.id === file.blob_id)?.sha256 ?? '',
    contentId: null,
    inline: false,
  }))
}
