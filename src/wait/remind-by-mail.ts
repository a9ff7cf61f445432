import { automaticHeaders } from '../auto-mail/acknowledgement.ts'
import { allowAutoMail } from '../auto-mail/allow-auto-mail.ts'
import type { Db, Row } from '../db/database.ts'
import { queueOwnMail } from '../outbox/queue-own-mail.ts'
import { withSignature } from '../outbox/reply.ts'
import { changeThread, type Thread } from '../thread/thread.store.ts'
import { reminderMail } from './question-mail.ts'

/**
 * Reminds whoever was asked by mail, as an answer to the question, under the limit of automatic mails.
 *
 * @param now UTC ms
 */
export async function remindByMail(tx: Db, thread: Thread, wait: Row<'waits'>, now: number): Promise<void> {
  const { address, due_at: dueAt, message_id: questionId } = wait
  if (address === null || dueAt === null || questionId === null) return
  const question = await tx
    .selectFrom('messages')
    .select('message_id')
    .where('id', '=', questionId)
    .executeTakeFirst()
  const mailbox = await tx
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', thread.mailbox_id)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (!question || !mailbox || !(await allowAutoMail(tx, address, now))) return
  const about = { question: wait.question, subject: thread.subject, timeZone: mailbox.time_zone }
  const { subject, text } = reminderMail({ ...about, dueAt, now })
  const id = question.message_id
  await queueOwnMail(
    tx,
    thread,
    mailbox,
    {
      ...{ purpose: 'reminder', to: { name: wait.party, address } },
      subject: subject.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim(),
      text: withSignature(text, mailbox.signature),
      headers: { ...automaticHeaders, 'Auto-Submitted': 'auto-generated' },
      ...{ inReplyTo: id, references: id === null ? [] : [id], authorId: null, accountId: wait.opened_by },
    },
    now,
  )
  await changeThread(tx, thread, { message_count: thread.message_count + 1 })
}
