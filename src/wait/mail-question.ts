import { isOwnAddress } from '../auto-mail/allow-auto-mail.ts'
import type { Db } from '../db/database.ts'
import { queueOwnMail } from '../outbox/queue-own-mail.ts'
import { withSignature } from '../outbox/reply.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Forwarded, questionMail } from './question-mail.ts'

/** Mails that go along with one question. */
export const FORWARDED_LIMIT = 10

export type MailedQuestion = { messageId: number } | { refused: 'own-address' | 'mailbox-retired' }

/**
 * Sends a question to whoever is asked outside, with the chosen mails of the thread: what the customer wrote and what
 * they were answered, never what stands among ourselves. It begins a conversation of its own, without the ids by
 * which the customer's mails hang together.
 *
 * @param now UTC ms
 */
export async function mailQuestion(
  tx: Db,
  thread: Thread,
  asked: {
    to: { name: string; address: string }
    question: string
    dueAt: number | null
    forward: readonly number[]
    by: number
  },
  now: number,
): Promise<MailedQuestion> {
  if (await isOwnAddress(tx, asked.to.address.toLowerCase())) return { refused: 'own-address' }
  const mailbox = await tx
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirstOrThrow()
  if (mailbox.retired_at !== null) return { refused: 'mailbox-retired' }
  const { question, dueAt } = asked
  const about = { question, dueAt, subject: thread.subject, timeZone: mailbox.time_zone, now }
  const { subject, text } = questionMail(about, await chosenMails(tx, thread.id, asked.forward))
  const messageId = await queueOwnMail(
    tx,
    thread,
    mailbox,
    {
      ...{ purpose: 'question', to: asked.to, subject: inOneLine(subject) },
      text: withSignature(text, mailbox.signature),
      ...{ inReplyTo: null, references: [], authorId: asked.by, accountId: asked.by },
    },
    now,
  )
  return { messageId }
}

async function chosenMails(tx: Db, threadId: number, ids: readonly number[]): Promise<Forwarded[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .select(['from_name', 'from_address', 'received_at', 'subject', 'message_bodies.text'])
    .where('messages.id', 'in', ids.slice(0, FORWARDED_LIMIT))
    .where('messages.thread_id', '=', threadId)
    .where('messages.direction', '!=', 'internal')
    .orderBy('messages.received_at')
    .execute()
  return rows.map((row) => ({
    from: row.from_name ? `${row.from_name} <${row.from_address}>` : row.from_address,
    at: row.received_at,
    subject: row.subject,
    text: row.text,
  }))
}

function inOneLine(subject: string): string {
  return subject.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim()
}
