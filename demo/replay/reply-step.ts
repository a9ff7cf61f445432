import type { Viewer } from '../../src/access/viewer.ts'
import type { Db } from '../../src/db/database.ts'
import { formatAddressList } from '../../src/mail/addresses.ts'
import { parseReferences } from '../../src/message/message.store.ts'
import { answeredMail } from '../../src/outbox/answered.store.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { recipientsFor, subjectFor } from '../../src/outbox/reply.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { firstSubject, type Sent } from '../timeline.ts'
import { accepted } from './accepted.ts'
import { idOf, type ToldThread } from './told-thread.ts'
import type { World } from './world.ts'

/** A reply goes out as its form would send it, once the pause is over. @param pause ms @param at UTC ms */
export async function replyStep(
  { db, world, pause }: { db: Db; world: World; pause: number },
  told: ToldThread,
  { viewer, body, andDone, own, formToken }: Writing,
  at: number,
): Promise<void> {
  const threadId = idOf(told)
  const answered = await answeredMail(db, threadId)
  if (!answered) throw new Error('there is no mail to answer')
  const { to, cc } = recipientsFor(answered, own)
  const queued = await queueReply(
    db,
    viewer,
    {
      threadId,
      to: formatAddressList(to),
      cc: formatAddressList(cc),
      bcc: '',
      subject: subjectFor(answered, firstSubject(told.thread)),
      body,
      formToken,
      threadVersion: await lastEventId(db, threadId),
      after: andDone ? 'done' : 'in_progress',
      pause,
    },
    at,
  )
  const { messageId } = accepted(queued)
  await world.sendReplies(at + pause)
  told.messageIds.push(messageId)
  told.last = await sent(db, messageId)
}

type Writing = {
  viewer: Viewer
  body: string
  andDone: boolean
  /** The mailbox's address. */
  own: string
  formToken: string
}

async function sent(db: Db, messageId: number): Promise<Sent> {
  const row = await db
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .select(['messages.message_id', 'reference_ids', 'subject', 'received_at', 'text'])
    .where('messages.id', '=', messageId)
    .executeTakeFirstOrThrow()
  return {
    messageId: `<${row.message_id}>`,
    references: parseReferences(row.reference_ids).map((id) => `<${id}>`),
    subject: row.subject,
    date: row.received_at,
    text: row.text,
  }
}
