import type { Locale } from '../../views/locales/index.ts'
import type { Viewer } from '../access/viewer.ts'
import { keptCalendar } from '../business-time/calendar.store.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { hoursInWords } from './hours-in-words.ts'
import type { TemplateValues } from './template.ts'

/** What the variables of templates are on a thread, in the language of the template. @param now UTC ms */
export async function templateValues(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  locale: Locale,
  now: number,
): Promise<TemplateValues> {
  const mailbox = await db
    .selectFrom('mailboxes')
    .select(['name', 'sender_name'])
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirstOrThrow()
  const customer = await customerNamed(db, thread.customer_id)
  const { definition } = await keptCalendar(db, thread.mailbox_id)
  const dueAt = thread.policy_id === null ? null : await policyDue(db, thread.policy_id)
  const day = (at: number, withClock: boolean) => dayInWords(locale, definition.timeZone, at, withClock)
  return {
    customer: customer?.name || null,
    organisation: customer?.organisation || null,
    sender: viewer.name,
    mailbox: mailbox.sender_name ?? mailbox.name,
    ticket: `#${thread.id}`,
    subject: thread.subject || null,
    due: dueAt === null ? null : day(dueAt, true),
    hours: hoursInWords(definition.week, locale),
    today: day(now, false),
  }
}

/** Of several joined addresses the one that the team named. */
async function customerNamed(db: Db, id: number | null) {
  if (id === null) return null
  const own = await db
    .selectFrom('customers')
    .select(['name', 'organisation', 'joined_into_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!own?.joined_into_id) return own ?? null
  const root = await db
    .selectFrom('customers')
    .select(['name', 'organisation'])
    .where('id', '=', own.joined_into_id)
    .executeTakeFirst()
  return { name: root?.name || own.name, organisation: root?.organisation || own.organisation }
}

async function policyDue(db: Db, policyId: number): Promise<number | null> {
  const policy = await db
    .selectFrom('policies')
    .select('due_at')
    .where('id', '=', policyId)
    .executeTakeFirst()
  return policy?.due_at ?? null
}

/** By the mailbox's own clock: 11月24日(火) 17:00, Tuesday 24 November, 17:00. */
function dayInWords(locale: Locale, timeZone: string, at: number, withClock: boolean): string {
  return new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    month: 'long',
    day: 'numeric',
    weekday: locale === 'ja' ? 'short' : 'long',
    ...(withClock && { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }),
  }).format(at)
}
