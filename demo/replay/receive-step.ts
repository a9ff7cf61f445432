import { createHash } from 'node:crypto'
import type { Db } from '../../src/db/database.ts'
import type { DemoImap } from '../imap-server.ts'
import { mailboxOf } from '../mailboxes.ts'
import type { MailStep } from '../story.ts'
import { type Moment, mailOf } from '../timeline.ts'
import type { ToldThread } from './told-thread.ts'
import type { World } from './world.ts'

/** A customer's mail arrives: by IMAP, through the poller. */
export async function receiveStep(
  { db, imap, world }: { db: Db; imap: DemoImap; world: World },
  told: ToldThread,
  moment: Moment & { step: MailStep },
): Promise<void> {
  const { thread, step, at } = moment
  const mail = mailOf(moment, told.last)
  await imap.deliver(mailboxOf(thread.mailbox).imapUser, mail.raw, at)
  await world.poll(thread.mailbox, at)

  const message = await db
    .selectFrom('messages')
    .select(['id', 'thread_id', 'placed_by'])
    .where('raw_sha256', '=', createHash('sha256').update(mail.raw).digest('hex'))
    .executeTakeFirst()
  if (!message) throw new Error('its mail was not taken in')
  if (told.threadId !== undefined && told.threadId !== message.thread_id)
    throw new Error(`a later mail went to thread ${message.thread_id} (${message.placed_by})`)
  if (told.threadId === undefined && message.placed_by !== 'first')
    throw new Error(`its first mail went to thread ${message.thread_id} (${message.placed_by})`)

  told.threadId = message.thread_id
  told.messageIds.push(message.id)
  // Nobody answers a machine, and a mail without Message-ID cannot be referred to.
  if (mail.messageId !== undefined && !isFromMachine(step)) {
    const { messageId, references, subject, text } = mail
    told.last = { messageId, references, subject, text, date: at }
  }
}

function isFromMachine(step: MailStep): boolean {
  return step.deliveryReport !== undefined || step.headers?.['Auto-Submitted'] !== undefined
}
