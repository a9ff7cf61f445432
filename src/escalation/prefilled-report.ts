import { fullTime, type Reader } from '../../views/reader.ts'
import type { Db } from '../db/database.ts'
import { newText } from '../mail/quote.ts'
import { beginningOfText } from '../message/message.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { emptyReport, LINE_LIMIT, type Report } from './report.ts'
import type { Source } from './source.store.ts'

/** First words of the customer's newest mail that go into the report, in characters. */
const FIRST_WORDS = 300
const READ_LENGTH = 20_000

/** A report as far as the thread tells it: from the message or the comment that was chosen, or its newest mail. */
export async function reportFrom(
  db: Db,
  reader: Reader,
  thread: Thread,
  { messageId, commentId }: Source,
): Promise<Report> {
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
  const comment = commentId === null ? '' : await commentWords(db, thread.id, commentId)
  return {
    ...emptyReport(),
    when: fact(fullTime(reader, mail?.received_at ?? thread.first_at)),
    where: fact(mailbox.name),
    who: fact(mail ? [mail.from_name, `<${mail.from_address}>`].filter(Boolean).join(' ') : ''),
    what: fact(comment || [thread.subject, words].filter(Boolean).join('\n')),
    why: { text: '', isGuess: true },
    how: { text: '', isGuess: true },
  }
}

/** What a colleague wrote, which is what is to be decided about. */
async function commentWords(db: Db, threadId: number, commentId: number): Promise<string> {
  const comment = await db
    .selectFrom('comments')
    .select('body')
    .where('id', '=', commentId)
    .where('thread_id', '=', threadId)
    .executeTakeFirst()
  return (comment?.body ?? '').trim().slice(0, LINE_LIMIT)
}
