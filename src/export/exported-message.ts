import type { MailAddress } from '../mail/parsed-mail.ts'

/** One line of the export, keys in this order. A stable form: keys may be added at the end, never changed. */
export type ExportedMessage = {
  thread_id: number
  /** The key of the mailbox in the configuration. */
  mailbox: string
  thread_status: 'new' | 'in_progress' | 'awaiting_dept' | 'done'
  /** The address that the assignee signs in with. */
  assignee: string | null
  /** What `hoshin message raw` takes. */
  message_id_internal: number
  direction: 'inbound' | 'outbound' | 'internal'
  kind: 'mail' | 'bounce' | 'auto_reply' | 'broken'
  subject: string
  from: MailAddress | null
  to: MailAddress[]
  cc: MailAddress[]
  /** The Date header; ISO 8601 in UTC. */
  date: string | null
  received_at: string
  message_id: string | null
  in_reply_to: string | null
  references: string[]
  text: string
  attachments: ExportedAttachment[]
  raw_sha256: string | null
  raw_size: number | null
  placed_by: string
  /** Names of the thread's labels. */
  labels: string[]
  /** Whose thread it is. */
  customer: ExportedCustomer | null
}

/** Several addresses that were joined are one customer, whose number, name, organisation and labels stand here. */
export type ExportedCustomer = {
  id: number
  /** The address that this thread came from. */
  address: string
  name: string
  organisation: string
  labels: string[]
}

/** Bytes, after decoding. */
export type ExportedAttachment = { filename: string; content_type: string; size: number; sha256: string }

/** A message as the database has it, with what stands around it. Times are UTC ms. */
export type StoredMessage = {
  id: number
  threadId: number
  mailboxKey: string
  threadStatus: ExportedMessage['thread_status']
  assigneeEmail: string | null
  direction: ExportedMessage['direction']
  kind: ExportedMessage['kind']
  subject: string
  from: MailAddress
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
  date: number | null
  receivedAt: number
  messageId: string | null
  inReplyTo: string | null
  references: readonly string[]
  text: string
  attachments: readonly ExportedAttachment[]
  /** Whether the original is kept: a reply that was not sent yet has none. */
  hasRaw: boolean
  rawSha256: string
  rawSize: number
  placedBy: string
  labels: readonly string[]
  customer: ExportedCustomer | null
}

export function exportedMessage(message: StoredMessage): ExportedMessage {
  const { from } = message
  return {
    thread_id: message.threadId,
    mailbox: message.mailboxKey,
    thread_status: message.threadStatus,
    assignee: message.assigneeEmail,
    message_id_internal: message.id,
    direction: message.direction,
    kind: message.kind,
    subject: message.subject,
    from: from.name === '' && from.address === '' ? null : nameAndAddress(from),
    to: message.to.map(nameAndAddress),
    cc: message.cc.map(nameAndAddress),
    date: message.date === null ? null : isoInstant(message.date),
    received_at: isoInstant(message.receivedAt),
    message_id: message.messageId || null,
    in_reply_to: message.inReplyTo || null,
    references: [...message.references],
    text: message.text,
    attachments: [...message.attachments],
    raw_sha256: message.hasRaw ? message.rawSha256 : null,
    raw_size: message.hasRaw ? message.rawSize : null,
    placed_by: message.placedBy,
    labels: [...message.labels],
    customer: message.customer,
  }
}

/**
 * The object on one line, without the line's end. JSON allows U+0085, U+2028 and U+2029 as they are, but
 * some readers (Python's splitlines) end a line there, so they are escaped.
 */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function nameAndAddress({ name, address }: MailAddress): MailAddress {
  return { name, address }
}

/** A forged Date header may lie outside of the years that JavaScript knows. */
function isoInstant(ms: number): string {
  const latest = 8.64e15
  return new Date(Math.max(-latest, Math.min(latest, ms))).toISOString()
}
