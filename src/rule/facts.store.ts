import { businessMinutesBetween, isOpen } from '../business-time/business-time.ts'
import type { Calendar } from '../business-time/calendar.ts'
import { offsetAt } from '../business-time/zone.ts'
import type { Db, Row } from '../db/database.ts'
import { beginningOfText } from '../message/message.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import type { MailFacts, Rule } from './rule.ts'

/** A rule reads a mail's first characters; what comes behind is quotation or a log. */
const READ = 50_000
/** Mails of one customer that are counted; a machine may write thousands. */
const MOST_COUNTED = 1000
const MINUTE = 60_000

/**
 * What the rules ask of a mail, read once for all of them, and only what one of them asks.
 *
 * @param now UTC ms
 */
export async function factsOf(
  db: Db,
  { mail, thread, calendar }: { mail: Row<'messages'>; thread: Thread; calendar: Calendar },
  rules: readonly Rule[],
  now: number,
): Promise<MailFacts> {
  const asked = new Set(rules.flatMap(({ conditions }) => conditions.map((condition) => condition.of)))
  const hours = rules
    .flatMap(({ conditions }) => conditions)
    .flatMap((condition) => (condition.of === 'many' ? [condition.hours] : []))
  const at = mail.received_at
  const times = hours.length > 0 ? await mailTimes(db, thread, at - Math.max(...hours) * 60 * MINUTE, at) : []
  const answeredAt = thread.last_outbound_at
  const until = answeredAt !== null && answeredAt >= at ? answeredAt : now
  return {
    mailboxId: thread.mailbox_id,
    sender: mail.from_address,
    subject: mail.subject,
    body: asked.has('body') ? await bodyOf(db, mail.id) : '',
    customerLabels: asked.has('customer_label') ? await labelsOf(db, thread.customer_id) : new Set(),
    mailsWithin: (within) => times.filter((time) => time > at - within * 60 * MINUTE).length,
    unanswered: until > at ? businessMinutesBetween(calendar, at, until) : 0,
    isOpen: isOpen(calendar, at),
    minuteOfDay: minuteIn(calendar.timeZone, at),
  }
}

/** Minutes since midnight on the wall of a zone. */
function minuteIn(timeZone: string, at: number): number {
  const local = new Date(at + offsetAt(timeZone, at))
  return local.getUTCHours() * 60 + local.getUTCMinutes()
}

async function bodyOf(db: Db, messageId: number): Promise<string> {
  const row = await db
    .selectFrom('message_bodies')
    .select(beginningOfText(READ).as('text'))
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  return row?.text ?? ''
}

async function labelsOf(db: Db, customerId: number | null): Promise<Set<number>> {
  if (customerId === null) return new Set()
  const customer = await db
    .selectFrom('customers')
    .select('joined_into_id')
    .where('id', '=', customerId)
    .executeTakeFirst()
  const rows = await db
    .selectFrom('customer_labels')
    .select('label_id')
    .where('customer_id', '=', customer?.joined_into_id ?? customerId)
    .execute()
  return new Set(rows.map((row) => row.label_id))
}

/** When the customer's mails came, in all threads of this mailbox that are theirs. */
async function mailTimes(db: Db, thread: Thread, from: number, until: number): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .select('messages.received_at')
    .$if(thread.customer_id !== null, (query) =>
      query
        .where('threads.customer_id', '=', thread.customer_id ?? 0)
        .where('threads.mailbox_id', '=', thread.mailbox_id),
    )
    .$if(thread.customer_id === null, (query) => query.where('threads.id', '=', thread.id))
    .where('threads.last_at', '>', from)
    .where('messages.direction', '=', 'inbound')
    .where('messages.received_at', '>', from)
    .where('messages.received_at', '<=', until)
    .limit(MOST_COUNTED)
    .execute()
  return rows.map((row) => row.received_at)
}
