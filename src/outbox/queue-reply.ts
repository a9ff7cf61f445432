import { maySeeMailbox, type Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { deleteDraft } from '../draft/draft.store.ts'
import { recordEvents } from '../event/record-event.ts'
import { excerptOf } from '../mail/quote.ts'
import { storeBlob } from '../message/blob.store.ts'
import { addParticipants, insertMessage } from '../message/message.store.ts'
import { bindingPolicy } from '../policy/policy.store.ts'
import { type ReplyRefusal, replyRefusal } from '../policy/policy.ts'
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
}

export type QueuedReply =
  | { outboxId: number; messageId: number; sendAt: number; again: boolean }
  /** `internal`: a matter of our own, from which nothing is sent. */
  | { refused: 'not-found' | ReplyRefusal | 'mailbox-retired' | 'internal' }
  | { refused: 'wrong'; errors: ReplyErrors }
  /** Something came in meanwhile. The writer sees it and decides once more, with the new version. */
  | { refused: 'thread-changed'; since: ChangeSince[]; threadVersion: number }

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

  // Composing a mail with large files takes time, so it is done before the transaction that queues it.
  const mail = await composeReply(db, viewer, thread, mailbox, reply, read.addressees, now)

  return transact(db, async (tx) => {
    const locked = await lockThread(tx, viewer, reply.threadId)
    if (!locked) return { refused: 'not-found' }
    if (locked.opened_by !== null) return { refused: 'internal' }
    const again = await outboxByToken(tx, viewer, reply.formToken)
    if (again) return again
    const refusal = replyRefusal(
      viewer,
      { mailboxId: locked.mailbox_id, assigneeId: locked.assignee_id },
      await bindingPolicy(tx, locked),
    )
    if (refusal) return { refused: refusal }
    const since = await changesSince(tx, locked.id, reply.threadVersion, viewer.accountId)
    if (since.length > 0) {
      return { refused: 'thread-changed', since, threadVersion: await lastEventId(tx, locked.id) }
    }
    return writeReply(tx, viewer, locked, mailbox, reply, mail, now)
  })
}

async function outboxByToken(db: Db, viewer: Viewer, formToken: string) {
  const row = await db.selectFrom('outbox').selectAll().where('form_token', '=', formToken).executeTakeFirst()
  if (!row || !maySeeMailbox(viewer, row.mailbox_id)) return null
  return { outboxId: row.id, messageId: row.message_id, sendAt: row.send_at, again: true }
}

async function writeReply(
  tx: Db,
  viewer: Viewer,
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
    raw_blob_id: await storeBlob(tx, mail.packed, now),
    raw_sha256: mail.packed.sha256,
    raw_size: mail.packed.size,
    placed_by: 'outbox',
    author_id: viewer.accountId,
    remote_images: 0,
    created_at: now,
    text: mail.text,
    html: null,
    attachments: await describeFiles(tx, mail.files),
  })
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address)
  const sendAt = now + reply.pause
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
      account_id: viewer.accountId,
      queued_by: viewer.accountId,
      queued_under: thread.policy_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()

  const status = statusAfterReply(reply.after, thread.status, thread.wait_with !== null)
  const answered = { status, assignee_id: thread.assignee_id ?? viewer.accountId, last_outbound_at: now }
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
    last_from: viewer.name,
    excerpt: excerptOf(mail.text),
    message_count: thread.message_count + 1,
    attachment_count: thread.attachment_count + mail.files.length,
    customer_wrote_at: null,
    ...(await clocksOf(tx, moved, now)),
  })
  await deleteDraft(tx, thread.id, viewer.accountId)
  const by = { at: now, mailboxId: thread.mailbox_id, threadId: thread.id, actorId: viewer.accountId }
  const facts = { message: messageId, outbox: outboxId, from: thread.status, to: status }
  await recordEvents(tx, [
    { ...by, kind: 'reply_queued', facts },
    // Whoever answers what is nobody's takes it.
    ...(thread.assignee_id === null
      ? [{ ...by, kind: 'assigned' as const, facts: { from: null, to: viewer.accountId } }]
      : []),
  ])
  return { outboxId, messageId, sendAt, again: false }
}

/** An outgoing mail's files stand in its raw bytes in this order, after the text. */
async function describeFiles(tx: Db, files: readonly Row<'draft_files'>[]) {
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
