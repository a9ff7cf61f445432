import { fullTime, type Reader } from '../../views/reader.ts'
import type { Db } from '../db/database.ts'
import { formatAddress, formatAddressList } from '../mail/addresses.ts'
import { newText } from '../mail/quote.ts'
import { beginningOfText } from '../message/message.store.ts'
import type { AnsweredMail, QuotedMail } from './answered.store.ts'
import { quoteText, recipientsFor, subjectFor } from './reply.ts'

/** The fields as they were drafted. */
export function drafted(draft: {
  to_text: string
  cc_text: string
  bcc_text: string
  subject: string
  body: string
}) {
  return {
    to: draft.to_text,
    cc: draft.cc_text,
    bcc: draft.bcc_text,
    subject: draft.subject,
    body: draft.body,
  }
}

/** The fields of a reply that nobody has begun. */
export function prefilled(answered: AnsweredMail | null, own: string, threadSubject: string) {
  const { to, cc } = answered ? recipientsFor(answered, own) : { to: [], cc: [] }
  return {
    to: formatAddressList(to),
    cc: formatAddressList(cc),
    bcc: '',
    subject: subjectFor(answered, threadSubject),
    body: '',
  }
}

/** Characters of a mail that an answer can quote. */
const QUOTED_TEXT = 50_000

/** A mail as an answer quotes it; null when there is nothing to quote. */
export async function quoteOf(db: Db, reader: Reader, answered: QuotedMail | null): Promise<string | null> {
  if (!answered) return null
  const body = await db
    .selectFrom('message_bodies')
    .select(beginningOfText(QUOTED_TEXT).as('text'))
    .where('message_id', '=', answered.id)
    .executeTakeFirst()
  if (!body || body.text.trim() === '') return null
  const who = answered.from ? formatAddress(answered.from) : ''
  return quoteText(newText(body.text), `${fullTime(reader, answered.at)} ${who}:`)
}
