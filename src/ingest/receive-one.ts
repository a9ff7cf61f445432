import { customerOf } from '../customer/customer.store.ts'
import type { Row, Tx } from '../db/database.ts'
import { recordEvents } from '../event/record-event.ts'
import { type PackedBytes, storeBlob } from '../message/blob.store.ts'
import { addParticipants, insertMessage } from '../message/message.store.ts'
import { notify } from '../notification/notify.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { answersSomething, type PlacedBy, placeMail, subjectKey } from '../thread/placing.ts'
import { afterInbound, afterTaking } from '../thread/status.ts'
import { changeThread, countThreads, lockThreads, type Thread } from '../thread/thread.store.ts'
import { endWaitsAnsweredBy } from '../wait/end-wait.ts'
import { type Arrival, addressesOf, type ReadFolder, type ReceivingMailbox } from './arrival.ts'
import { findCandidates } from './candidates.store.ts'

type Incoming = {
  mailbox: ReceivingMailbox
  folder: ReadFolder
  mail: Arrival
  packed: PackedBytes
  /** For the signed tokens in hoshin's own Message-IDs. */
  secret: string
}

/** The thread is null when the mail was known: hoshin's own copy, found again in a folder. */
type Received = { messageId: number; threadId: number | null }

/** Stores one mail that is not stored yet and does what follows from it. */
export async function receiveOne(tx: Tx, incoming: Incoming, now: number): Promise<Received> {
  const own = await ownCopy(tx, incoming)
  if (own !== null) return { messageId: own, threadId: null }

  const { mailbox, folder, mail } = incoming
  const found = await findCandidates(tx, mailbox, mail.parsed, incoming.secret)
  const placing = placeMail(found, answersSomething(mail.parsed.subject), mail.receivedAt)
  const [standing] = placing.threadId === null ? [] : await lockThreads(tx, [placing.threadId])
  return folder.role === 'sent'
    ? receiveSent(tx, incoming, standing ?? null, placing.by, now)
    : receiveInbound(tx, incoming, standing ?? null, placing.by, now)
}

/**
 * A mail that hoshin sent comes back in Sent (or by a Bcc to itself); its Message-ID tells. In an inbox the
 * sender must be the mailbox too: a stranger's mail that repeats one of our ids is still a mail to read.
 */
async function ownCopy(tx: Tx, { mailbox, folder, mail }: Incoming): Promise<number | null> {
  if (!mail.parsed.messageId) return null
  const fromUs = mail.parsed.from?.address.toLowerCase() === mailbox.address.toLowerCase()
  if (folder.role === 'inbox' && !fromUs) return null
  const row = await tx
    .selectFrom('messages')
    .select('id')
    .where('message_id', '=', mail.parsed.messageId)
    .where('mailbox_id', '=', mailbox.id)
    .where('direction', '=', 'outbound')
    .executeTakeFirst()
  return row?.id ?? null
}

async function receiveInbound(
  tx: Tx,
  incoming: Incoming,
  standing: Thread | null,
  placedBy: PlacedBy,
  now: number,
): Promise<Received> {
  const { mailbox, mail } = incoming
  const { parsed } = mail
  const sender = parsed.from?.address.toLowerCase() ?? ''
  const answered = standing && (await endWaitsAnsweredBy(tx, standing, sender, parsed.excerpt, now))
  // A department's or partner's answer is not the customer's mail.
  const internal = answered !== null
  const thread = answered ?? standing ?? (await openThread(tx, incoming, 'new', now))
  const messageId = await storeMessage(tx, incoming, thread, internal ? 'internal' : 'inbound', placedBy, now)

  const move =
    standing && !internal
      ? afterInbound(
          { status: standing.status, assigned: standing.assignee_id !== null, openWaits: 0 },
          parsed.kind,
        )
      : { status: thread.status, customerWrote: false }
  const moved: Thread = { ...thread, status: move.status }
  const changed = await changeThread(tx, thread, {
    ...counted(thread, incoming),
    status: move.status,
    last_inbound_at: internal ? thread.last_inbound_at : mail.receivedAt,
    customer_wrote_at: move.customerWrote ? mail.receivedAt : thread.customer_wrote_at,
    ...(standing ? await clocksOf(tx, moved) : {}),
  })
  await recordEvents(tx, [
    {
      at: now,
      kind: parsed.kind === 'broken' ? 'message_set_aside' : 'message_received',
      mailboxId: mailbox.id,
      threadId: thread.id,
      actorId: null,
      facts: { message: messageId, kind: parsed.kind, placedBy, from: sender },
    },
    ...(changed.status === thread.status
      ? []
      : [
          {
            at: now,
            kind: 'status_changed' as const,
            mailboxId: mailbox.id,
            threadId: thread.id,
            actorId: null,
            facts: { from: thread.status, to: changed.status, because: parsed.kind },
          },
        ]),
  ])
  await tellAssignee(
    tx,
    changed,
    messageId,
    { bounced: parsed.kind === 'bounce', wrote: move.customerWrote },
    now,
  )
  return { messageId, threadId: thread.id }
}

/** Automatic mail starts no notifications, but for a bounce: the assignee must know that an answer did not arrive. */
async function tellAssignee(
  tx: Tx,
  thread: Thread,
  messageId: number,
  what: { bounced: boolean; wrote: boolean },
  now: number,
): Promise<void> {
  if (thread.assignee_id === null || !(what.bounced || what.wrote)) return
  await notify(
    tx,
    [thread.assignee_id],
    {
      kind: what.bounced ? 'reply_failed' : 'customer_wrote',
      threadId: thread.id,
      mailboxId: thread.mailbox_id,
      messageId,
      actorId: null,
      // However many reports a server sends, one bounce a thread and hour is told.
      cause: what.bounced
        ? `bounce:${thread.id}:${Math.floor(now / 3_600_000)}`
        : `customer_wrote:${messageId}`,
    },
    now,
  )
}

/** An answer that somebody of the team wrote in another mail program. */
async function receiveSent(
  tx: Tx,
  incoming: Incoming,
  standing: Thread | null,
  placedBy: PlacedBy,
  now: number,
): Promise<Received> {
  const { mailbox, mail } = incoming
  // A new matter begun elsewhere waits for nobody here until the customer answers.
  const thread = standing ?? (await openThread(tx, incoming, 'done', now))
  const messageId = await storeMessage(
    tx,
    incoming,
    thread,
    'outbound',
    standing ? placedBy : 'sent_folder',
    now,
  )
  const moved: Thread = {
    ...thread,
    status: standing ? afterTaking(thread.status) : thread.status,
    last_outbound_at: Math.max(thread.last_outbound_at ?? 0, mail.receivedAt),
  }
  await changeThread(tx, thread, {
    ...counted(thread, incoming),
    status: moved.status,
    last_outbound_at: moved.last_outbound_at,
    customer_wrote_at: null,
    ...(await clocksOf(tx, moved)),
  })
  await recordEvents(tx, [
    {
      at: now,
      kind: 'sent_elsewhere',
      mailboxId: mailbox.id,
      threadId: thread.id,
      actorId: null,
      facts: { message: messageId, from: mail.parsed.from?.address ?? '' },
    },
  ])
  return { messageId, threadId: thread.id }
}

async function openThread(
  tx: Tx,
  { mailbox, folder, mail }: Incoming,
  status: 'new' | 'done',
  now: number,
): Promise<Thread> {
  const { parsed } = mail
  const party = folder.role === 'sent' ? (parsed.to[0] ?? null) : parsed.from
  const address = party?.address.toLowerCase() ?? ''
  const customer = address === '' ? null : await customerOf(tx, address, party?.name ?? '', now)
  const made = await tx
    .insertInto('threads')
    .values({
      mailbox_id: mailbox.id,
      subject: parsed.subject.replaceAll('\0', ''),
      subject_key: subjectKey(parsed.subject).replaceAll('\0', ''),
      status,
      folder: 'inbox',
      customer_id: customer?.id ?? null,
      last_from: '',
      excerpt: '',
      last_at: mail.receivedAt,
      first_at: mail.receivedAt,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await countThreads(tx, [{ mailboxId: mailbox.id, folder: 'inbox', status, by: 1 }])
  return made
}

async function storeMessage(
  tx: Tx,
  { mailbox, mail, packed }: Incoming,
  thread: Thread,
  direction: Row<'messages'>['direction'],
  placedBy: PlacedBy,
  now: number,
): Promise<number> {
  const { parsed } = mail
  const messageId = await insertMessage(tx, {
    thread_id: thread.id,
    mailbox_id: mailbox.id,
    direction,
    kind: parsed.kind,
    problem: parsed.problemCode,
    subject: parsed.subject,
    from_name: parsed.from?.name ?? '',
    from_address: parsed.from?.address ?? '',
    recipients: { to: parsed.to, cc: parsed.cc, bcc: parsed.bcc, replyTo: parsed.replyTo },
    date: parsed.date,
    received_at: mail.receivedAt,
    message_id: parsed.messageId,
    in_reply_to: parsed.inReplyTo,
    references: parsed.references,
    excerpt: parsed.excerpt,
    raw_blob_id: await storeBlob(tx, packed, now),
    raw_sha256: packed.sha256,
    raw_size: packed.size,
    placed_by: placedBy,
    author_id: null,
    remote_images: parsed.remoteImages ? 1 : 0,
    created_at: now,
    text: parsed.text,
    html: parsed.html,
    attachments: parsed.attachments,
  })
  await addParticipants(tx, thread.id, addressesOf(parsed, mailbox.address), mail.receivedAt)
  return messageId
}

/** What a list shows. Mail may arrive out of order (a first import, a slow server): the latest one speaks. */
function counted(thread: Thread, { mail }: Incoming): Partial<Thread> {
  const { parsed } = mail
  const latest = mail.receivedAt >= thread.last_at
  return {
    message_count: thread.message_count + 1,
    attachment_count: thread.attachment_count + parsed.attachments.filter((file) => !file.inline).length,
    broken_count: thread.broken_count + (parsed.kind === 'broken' ? 1 : 0),
    first_at: Math.min(thread.first_at, mail.receivedAt),
    ...(latest && {
      last_at: mail.receivedAt,
      last_from: (parsed.from?.name || parsed.from?.address || '').replaceAll('\0', ''),
      excerpt: parsed.excerpt.replaceAll('\0', ''),
    }),
  }
}
