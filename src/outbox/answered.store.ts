import type { Db } from '../db/database.ts'
import { parseRecipients, parseReferences } from '../message/message.store.ts'
import type { Answered } from './reply.ts'

export type AnsweredMail = Answered & { id: number; at: number }

/** The mail that a reply answers: the customer's latest, else our own latest (a mail that began the matter). */
export async function answeredMail(db: Db, threadId: number): Promise<AnsweredMail | null> {
  const latest = (direction: 'inbound' | 'outbound') =>
    db
      .selectFrom('messages')
      .selectAll()
      .where('thread_id', '=', threadId)
      .where('direction', '=', direction)
      // A bounce or an out-of-office note is not what is being answered.
      .where('kind', 'in', ['mail', 'broken'])
      .orderBy('received_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  const message = (await latest('inbound')) ?? (await latest('outbound'))
  if (!message) return null
  const { to, cc, replyTo } = parseRecipients(message.recipients)
  const references = parseReferences(message.reference_ids)
  const own = message.direction === 'outbound'
  return {
    id: message.id,
    at: message.received_at,
    messageId: message.message_id,
    // RFC 5322, section 3.6.4: a mail without References has its In-Reply-To instead.
    references: references.length > 0 ? references : message.in_reply_to ? [message.in_reply_to] : [],
    subject: message.subject,
    from: own ? (to[0] ?? null) : { name: message.from_name, address: message.from_address },
    replyTo: own ? to : replyTo,
    to: own ? [] : to,
    cc,
  }
}

/** What a quote says of the mail that it is from. */
export type QuotedMail = Pick<AnsweredMail, 'id' | 'at' | 'from'>

/** The mail that somebody chose to quote; null where it is none of the thread, or stays among ourselves. */
export async function mailToQuote(db: Db, threadId: number, messageId: number): Promise<QuotedMail | null> {
  const mail = await db
    .selectFrom('messages')
    .select(['id', 'received_at', 'from_name', 'from_address'])
    .where('id', '=', messageId)
    .where('thread_id', '=', threadId)
    .where('direction', '!=', 'internal')
    .executeTakeFirst()
  if (!mail) return null
  return { id: mail.id, at: mail.received_at, from: { name: mail.from_name, address: mail.from_address } }
}
