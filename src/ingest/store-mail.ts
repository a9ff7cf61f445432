import { customerOf, type KnownCustomer } from '../customer/customer.store.ts'
import type { Row, Tx } from '../db/database.ts'
import { ADDRESS_LIMIT } from '../mail/addresses.ts'
import type { ParsedMail } from '../mail/parsed-mail.ts'
import { type PackedBytes, storeBlob } from '../message/blob.store.ts'
import { messageRow } from '../message/message.store.ts'
import { type PlacedBy, subjectKey } from '../thread/placing.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Arrival, addressesOf, type ReadFolder, type ReceivingMailbox } from './arrival.ts'
import type { Foreseen } from './foresee.store.ts'
import { hear, type LateRows, recordSoFar } from './late-rows.ts'

/** One mail on its way in. */
export type Incoming = {
  mailbox: ReceivingMailbox
  folder: ReadFolder
  mail: Arrival
  packed: PackedBytes
  /** For the signed tokens in hoshin's own Message-IDs. */
  secret: string
  /** Of its bytes, where they are stored already. */
  blobId: number | null
  late: LateRows
  foreseen: Foreseen
  /** Subjects that a thread has, as they are compared. */
  subjects: Set<string>
  /** The customers of the whole batch, as far as they are known. */
  customers: Map<string, KnownCustomer>
}

/** A thread for a mail that belongs to none; its row counts the mail already. */
export async function openThread(
  tx: Tx,
  incoming: Incoming,
  status: 'new' | 'done',
  now: number,
): Promise<Thread> {
  const { mailbox, folder, mail, late, customers, subjects, foreseen } = incoming
  const { parsed } = mail
  const party = partyOf(incoming)
  const customer = party && (await customerOf(tx, party.address, party.name, now, customers))
  const made = await tx
    .insertInto('threads')
    .values({
      mailbox_id: mailbox.id,
      subject: parsed.subject.replaceAll('\0', ''),
      subject_key: subjectKey(parsed.subject).replaceAll('\0', ''),
      status,
      folder: 'inbox',
      customer_id: customer?.id ?? null,
      ...counted(null, incoming),
      [folder.role === 'sent' ? 'last_outbound_at' : 'last_inbound_at']: mail.receivedAt,
      done_at: status === 'done' ? now : null,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  late.counts.push({ mailboxId: mailbox.id, folder: 'inbox', status, by: 1 })
  late.made.push(made.id)
  late.unlabelled.add(made.id)
  foreseen.asking.set(made.id, false)
  subjects.add(made.subject_key)
  return made
}

/** Whom a mail makes a customer, in lower case; null for nobody. */
export function partyOf({
  mailbox,
  folder,
  mail: { parsed },
}: Pick<Incoming, 'mailbox' | 'folder' | 'mail'>): { address: string; name: string } | null {
  const party = folder.role === 'sent' ? (parsed.to[0] ?? null) : writerOf(parsed, mailbox.address)
  const address = party?.address.toLowerCase() ?? ''
  return address === '' || address.length > ADDRESS_LIMIT ? null : { address, name: party?.name ?? '' }
}

/** A contact form of our own site sends in the mailbox's name and has its visitor in Reply-To. */
function writerOf(mail: ParsedMail, own: string): ParsedMail['from'] {
  const isOwn = mail.from?.address.toLowerCase() === own.toLowerCase()
  return isOwn ? (mail.replyTo[0] ?? mail.from) : mail.from
}

/** The mail's row, bytes and people; what the thread's own row says of it is {@link counted}. */
export async function storeMessage(
  tx: Tx,
  incoming: Incoming,
  thread: Thread,
  direction: Row<'messages'>['direction'],
  placedBy: PlacedBy,
  now: number,
): Promise<number> {
  const messageId = await keepMessage(tx, incoming, thread, direction, placedBy, now)
  const { mail, mailbox, late } = incoming
  hear(late, thread, addressesOf(mail.parsed, mailbox.address), mail.receivedAt)
  return messageId
}

/**
 * Like {@link storeMessage}, but whom the mail names takes no part in the thread by it, and the mail stands there at
 * once, for whatever names it.
 */
export async function storeUnheard(
  tx: Tx,
  incoming: Incoming,
  thread: Thread,
  direction: Row<'messages'>['direction'],
  placedBy: PlacedBy,
  now: number,
): Promise<number> {
  const messageId = await keepMessage(tx, incoming, thread, direction, placedBy, now)
  await recordSoFar(tx, incoming.late)
  return messageId
}

async function keepMessage(
  tx: Tx,
  { mailbox, mail, packed, blobId, late }: Incoming,
  thread: Thread,
  direction: Row<'messages'>['direction'],
  placedBy: PlacedBy,
  now: number,
): Promise<number> {
  const id = late.messageIds.shift()
  if (id === undefined) throw new Error('a mail that was known is to be stored again')
  const { parsed } = mail
  const content = { text: parsed.text, html: parsed.html, attachments: parsed.attachments }
  const row = messageRow({
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
    message_id: indexable(parsed.messageId),
    in_reply_to: parsed.inReplyTo,
    references: parsed.references,
    excerpt: parsed.excerpt,
    raw_blob_id: blobId ?? (await storeBlob(tx, packed, now)),
    raw_sha256: packed.sha256,
    raw_size: packed.size,
    placed_by: placedBy,
    author_id: null,
    remote_images: parsed.remoteImages ? 1 : 0,
    created_at: now,
    ...content,
  })
  late.messages.push({ id, ...row })
  late.contents.push({ messageId: id, ...content })
  return id
}

/** RFC 5322, section 2.1.1: no line, and so no id that others could refer to, is longer. Bytes. */
const LINE_LIMIT = 998

/** A Message-ID by which others may refer to the mail. */
export function indexable(messageId: string | null): string | null {
  return messageId !== null && Buffer.byteLength(messageId) <= LINE_LIMIT ? messageId : null
}

/** What a list shows. Mail may arrive out of order (a first import, a slow server): the latest one speaks. */
export function counted(thread: Thread | null, incoming: Incoming): Counted {
  const { mail } = incoming
  const { parsed } = mail
  const latest = thread === null || mail.receivedAt >= thread.last_at
  return {
    ...tallied(thread, incoming),
    first_at: Math.min(thread?.first_at ?? mail.receivedAt, mail.receivedAt),
    ...(latest
      ? {
          last_at: mail.receivedAt,
          last_from: (parsed.from?.name || parsed.from?.address || '').replaceAll('\0', ''),
          excerpt: parsed.excerpt.replaceAll('\0', ''),
        }
      : { last_at: thread.last_at, last_from: thread.last_from, excerpt: thread.excerpt }),
  }
}

type Counted = Tallied & Pick<Thread, 'first_at' | 'last_at' | 'last_from' | 'excerpt'>
type Tallied = Pick<Thread, 'message_count' | 'attachment_count' | 'broken_count'>

/** How much there is on a thread with one mail more. */
export function tallied(thread: Thread | null, { mail: { parsed } }: Incoming): Tallied {
  return {
    message_count: (thread?.message_count ?? 0) + 1,
    attachment_count:
      (thread?.attachment_count ?? 0) + parsed.attachments.filter((file) => !file.inline).length,
    broken_count: (thread?.broken_count ?? 0) + (parsed.kind === 'broken' ? 1 : 0),
  }
}

/** A machine's answer, or a mail that came back. */
export function isAutomatic({ kind }: Pick<ParsedMail, 'kind'>): boolean {
  return kind === 'auto_reply' || kind === 'bounce'
}
