import type { RaiseFormProps, RaiseValues } from '../../views/escalation/raise-form.tsx'
import { fullTime, type Reader } from '../../views/reader.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { newText } from '../mail/quote.ts'
import { beginningOfText } from '../message/message.store.ts'
import { workersOf } from '../thread/people.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { aroundOf } from './around.store.ts'
import { firstHolder } from './next-step.ts'
import { emptyReport, missingIn, type Report } from './report.ts'
import { noRoute, presentRoute } from './route.store.ts'
import { similarCases } from './similar.store.ts'

type Form = Omit<RaiseFormProps, 'reader' | 'place' | 'threadId'>

/** From where it begins, or what was typed before. */
export type RaiseAttempt =
  | { values: RaiseValues; errors: Form['errors'] }
  | { from: { commentId: number | null; messageId: number | null } }

/** The form for raising, filled in from the thread as far as it can be, or with what was typed before. */
export async function raiseInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  thread: Thread,
  typed: RaiseAttempt,
): Promise<Form> {
  const present = await presentRoute(db, thread.mailbox_id)
  const route = present?.route ?? noRoute
  const around = await aroundOf(db, { mailboxId: thread.mailbox_id, route }, reader.now)
  const people = await workersOf(db, thread.mailbox_id)
  const nameOf = (id: number | null) => people.all.find((person) => person.id === id)?.name ?? null
  const values = 'values' in typed ? typed.values : await prefilled(db, reader, thread, typed.from)
  return {
    values,
    errors: 'errors' in typed ? typed.errors : {},
    missing: 'values' in typed ? missingIn(values.report) : [],
    levels: route.ladder.map(({ level, title }) => {
      const first = firstHolder(route, level, reader.now, around)
      return {
        level,
        title,
        holder: first.do === 'raise' && first.level === level ? nameOf(first.accountId) : null,
      }
    }),
    people: people.workers.filter((person) => person.id !== viewer.accountId),
    similar: await similarCases(db, viewer, thread),
  }
}

/** First words of the customer's newest mail that go into the report, in characters. */
const FIRST_WORDS = 300
const READ_LENGTH = 20_000

async function prefilled(
  db: Db,
  reader: Reader,
  thread: Thread,
  from: { commentId: number | null; messageId: number | null },
): Promise<RaiseValues> {
  return {
    kind: 'instruction',
    report: await reportFrom(db, reader, thread, from.messageId),
    urgency: 2,
    expertise: 1,
    impact: 1,
    level: '',
    levelReason: '',
    of: '',
    wantedBy: '',
    ...from,
  }
}

async function reportFrom(db: Db, reader: Reader, thread: Thread, messageId: number | null): Promise<Report> {
  const mail = await db
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .select(['messages.received_at', 'messages.from_name', 'messages.from_address'])
    .select(beginningOfText(READ_LENGTH).as('text'))
    .where('messages.thread_id', '=', thread.id)
    .where('messages.direction', '=', 'inbound')
    .$if(messageId !== null, (query) => query.where('messages.id', '=', messageId ?? 0))
    .orderBy('messages.received_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const mailbox = await db
    .selectFrom('mailboxes')
    .select('name')
    .where('id', '=', thread.mailbox_id)
    .executeTakeFirstOrThrow()
  const fact = (text: string) => ({ text, isGuess: false })
  const words = mail
    ? [
        ...newText(mail.text)
          .replace(/\s*\n\s*/g, ' ')
          .trim(),
      ]
        .slice(0, FIRST_WORDS)
        .join('')
    : ''
  return {
    ...emptyReport(),
    when: fact(fullTime(reader, mail?.received_at ?? thread.first_at)),
    where: fact(mailbox.name),
    who: fact(mail ? [mail.from_name, `<${mail.from_address}>`].filter(Boolean).join(' ') : ''),
    what: fact([thread.subject, words].filter(Boolean).join('\n')),
    why: { text: '', isGuess: true },
    how: { text: '', isGuess: true },
  }
}
