import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import type { MailAddress } from '../mail/parsed-mail.ts'
import { parseRecipients, parseReferences } from '../message/message.store.ts'
import { queueOwnMail } from '../outbox/queue-own-mail.ts'
import { referencesFor, withSignature } from '../outbox/reply.ts'
import { changeThread, lockWhereItStands, type Thread } from '../thread/thread.store.ts'
import { acknowledgementSubject, automaticHeaders, languageOf, NEWS_FOR } from './acknowledgement.ts'
import { allowAutoMail } from './allow-auto-mail.ts'

/** Then others get their turn; the next run goes on. */
const AT_ONCE = 100

/**
 * Acknowledges the mails that wait for it, each in one transaction with the row that ordered it and the count of its
 * address. None is sent for what is spam or was answered meanwhile, to an address of our own, or beyond the limit.
 *
 * @param clock now, UTC ms
 * @returns how many were queued
 */
export async function acknowledge(db: Db, clock: () => number, stop?: AbortSignal): Promise<number> {
  const due = await db
    .selectFrom('acknowledgement_due')
    .select('message_id')
    .where('due_at', '<=', clock())
    .orderBy('due_at')
    .limit(AT_ONCE)
    .execute()
  let queued = 0
  for (const { message_id: messageId } of due) {
    if (stop?.aborted) break
    if (await acknowledgeOne(db, messageId, clock())) queued++
  }
  return queued
}

function acknowledgeOne(db: Db, messageId: number, now: number): Promise<boolean> {
  return transact(db, async (tx) => {
    const due = await tx
      .deleteFrom('acknowledgement_due')
      .where('message_id', '=', messageId)
      .returning('message_id')
      .executeTakeFirst()
    if (!due) return false
    const mail = await tx
      .selectFrom('messages')
      .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
      .selectAll('messages')
      .select('message_bodies.text')
      .where('messages.id', '=', messageId)
      .executeTakeFirstOrThrow()
    const thread = await lockWhereItStands(tx, mail.thread_id)
    // After a long stop, or a restore, nobody is told that their mail of yesterday has come in.
    if (mail.received_at <= now - NEWS_FOR) return false
    if (thread?.folder !== 'inbox' || thread.last_outbound_at !== null) return false
    const mailbox = await tx
      .selectFrom('mailboxes')
      .selectAll()
      .where('id', '=', thread.mailbox_id)
      .where('retired_at', 'is', null)
      .executeTakeFirst()
    const set = await tx
      .selectFrom('acknowledgements')
      .selectAll()
      .where('mailbox_id', '=', thread.mailbox_id)
      .where('enabled_at', 'is not', null)
      .executeTakeFirst()
    const to = addresseeOf(mail)
    if (!mailbox || !set || !(await allowAutoMail(tx, to.address, now))) return false
    await write(tx, { thread, mailbox, set, mail, to }, now)
    return true
  })
}

type Mail = Row<'messages'> & { text: string }

/** Reply-To, else From: whoever else the mail names asked nothing. */
function addresseeOf(mail: Mail): MailAddress {
  const [replyTo] = parseRecipients(mail.recipients).replyTo
  return replyTo ?? { name: mail.from_name, address: mail.from_address }
}

async function write(
  tx: Db,
  about: {
    thread: Thread
    mailbox: Row<'mailboxes'>
    set: Row<'acknowledgements'>
    mail: Mail
    to: MailAddress
  },
  now: number,
): Promise<void> {
  const { thread, mailbox, set, mail, to } = about
  const language = languageOf(mail.subject, mail.text)
  const text = (language === 'ja' ? set.text_ja : set.text_en) || set.text_ja || set.text_en
  const messageId = await queueOwnMail(
    tx,
    thread,
    mailbox,
    {
      purpose: 'acknowledgement',
      to,
      subject: acknowledgementSubject(mail.subject, language),
      text: withSignature(text, mailbox.signature),
      headers: automaticHeaders,
      ...referencesFor({
        messageId: mail.message_id,
        references: parseReferences(mail.reference_ids),
        ...{ subject: mail.subject, from: null, replyTo: [], to: [], cc: [] },
      }),
      authorId: null,
      accountId: set.changed_by,
    },
    now,
  )
  await changeThread(tx, thread, { message_count: thread.message_count + 1 })
  await recordEvent(tx, {
    at: now,
    kind: 'acknowledged',
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: null,
    facts: { message: messageId, to: to.address },
  })
}
