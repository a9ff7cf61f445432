import type { Db } from '../db/database.ts'
import { labelsOfThreads } from '../label/label.store.ts'
import { parseRecipients, parseReferences } from '../message/message.store.ts'
import { exportedCustomers } from './exported-customers.store.ts'
import type { ExportedAttachment, StoredMessage } from './exported-message.ts'

/** How much is in memory at once: so many messages, and so many bytes of original mail among them. */
export type ExportBatch = { messages: number; bytes: number }

const usualBatch: ExportBatch = { messages: 200, bytes: 8 * 1024 * 1024 }

/**
 * Every message of every mailbox in the order of its id, in batches that are bounded by number and by bytes.
 * What is taken in after the beginning is left out, so that an export beside a busy server ends. Each
 * message is read whole (it was committed whole); its thread's status and assignee are those of the moment.
 * A reply that was cancelled never was a mail and is left out, and so is what is restricted, unless it is asked for.
 */
export async function* storedMessages(
  db: Db,
  batch = usualBatch,
  { restricted = false } = {},
): AsyncGenerator<StoredMessage> {
  const last = await newestId(db)
  const cancelled = await cancelledIds(db)
  for (let after = 0; ; ) {
    const ids = await nextIds(db, after, last, batch)
    yield* await messagesOf(
      db,
      ids.filter((id) => !cancelled.has(id)),
      restricted,
    )
    const reached = ids.at(-1)
    if (reached === undefined) return
    after = reached
  }
}

async function newestId(db: Db): Promise<number> {
  const row = await db.selectFrom('messages').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? 0
}

/** Few, and the outbox is not indexed by message: they are looked up once. */
async function cancelledIds(db: Db): Promise<Set<number>> {
  const rows = await db.selectFrom('outbox').select('message_id').where('state', '=', 'cancelled').execute()
  return new Set(rows.map((row) => row.message_id))
}

/** A text is no larger than its mail, so the mails' sizes bound the batch before anything large is read. */
async function nextIds(db: Db, after: number, last: number, batch: ExportBatch): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'raw_size'])
    .where('id', '>', after)
    .where('id', '<=', last)
    .orderBy('id')
    .limit(batch.messages)
    .execute()
  let bytes = 0
  const beyond = rows.findIndex((row, index) => {
    bytes += row.raw_size
    return index > 0 && bytes > batch.bytes
  })
  return (beyond === -1 ? rows : rows.slice(0, beyond)).map((row) => row.id)
}

async function messagesOf(db: Db, ids: readonly number[], restricted: boolean): Promise<StoredMessage[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .innerJoin('mailboxes', 'mailboxes.id', 'messages.mailbox_id')
    .leftJoin('accounts', 'accounts.id', 'threads.assignee_id')
    .leftJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .select([
      'messages.id',
      'messages.thread_id',
      'messages.direction',
      'messages.kind',
      'messages.subject',
      'messages.from_name',
      'messages.from_address',
      'messages.recipients',
      'messages.date',
      'messages.received_at',
      'messages.message_id',
      'messages.in_reply_to',
      'messages.reference_ids',
      'messages.raw_blob_id',
      'messages.raw_sha256',
      'messages.raw_size',
      'messages.placed_by',
      'threads.status',
      'threads.customer_id',
      'mailboxes.key as mailbox_key',
      'accounts.email as assignee_email',
      'message_bodies.text',
    ])
    .where('messages.id', 'in', ids)
    .$if(!restricted, (query) => query.where('threads.restricted_at', 'is', null))
    .orderBy('messages.id')
    .execute()
  const attachments = await attachmentsOf(db, ids)
  const labels = await labelsOfThreads(
    db,
    rows.map((row) => row.thread_id),
  )
  const customers = await exportedCustomers(
    db,
    rows.flatMap((row) => row.customer_id ?? []),
  )
  return rows.map((row) => {
    const recipients = parseRecipients(row.recipients)
    return {
      id: row.id,
      threadId: row.thread_id,
      mailboxKey: row.mailbox_key,
      threadStatus: row.status,
      assigneeEmail: row.assignee_email,
      direction: row.direction,
      kind: row.kind,
      subject: row.subject,
      from: { name: row.from_name, address: row.from_address },
      to: recipients.to,
      cc: recipients.cc,
      date: row.date,
      receivedAt: row.received_at,
      messageId: row.message_id,
      inReplyTo: row.in_reply_to,
      references: parseReferences(row.reference_ids),
      text: row.text ?? '',
      attachments: attachments.get(row.id) ?? [],
      hasRaw: row.raw_blob_id !== null,
      rawSha256: row.raw_sha256,
      rawSize: row.raw_size,
      placedBy: row.placed_by,
      labels: (labels.get(row.thread_id) ?? []).map(({ name }) => name),
      customer: customers.get(row.customer_id ?? 0) ?? null,
    }
  })
}

async function attachmentsOf(db: Db, ids: readonly number[]): Promise<Map<number, ExportedAttachment[]>> {
  const rows = await db
    .selectFrom('attachments')
    .select(['message_id', 'filename', 'content_type', 'size', 'sha256'])
    .where('message_id', 'in', ids)
    .orderBy('message_id')
    .orderBy('position')
    .orderBy('id')
    .execute()
  const files = new Map<number, ExportedAttachment[]>()
  for (const { message_id, ...file } of rows) {
    const known = files.get(message_id)
    if (known) known.push(file)
    else files.set(message_id, [file])
  }
  return files
}

/** How many messages stand in restricted threads. */
export async function countRestricted(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('threads.restricted_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}
