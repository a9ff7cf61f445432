import { createHash } from 'node:crypto'
import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'

import { excerptOf } from '../mail/quote.ts'
import { insertMessage } from '../message/message.store.ts'
import { counted, countThreads } from './thread.store.ts'

export const SUBJECT_LIMIT = 300
export const TEXT_LIMIT = 20_000

export type OpenedInternal =
  | { threadId: number }
  | { refused: 'not-found' | 'read-only' | 'retired' }
  | { refused: 'empty' | 'too-long'; field: 'subject' | 'text' }

/**
 * Opens a thread about a matter of our own, such as a budget that is overrun. It has no customer and no address,
 * and nothing is ever sent from it; it is assigned, escalated and recorded like any other.
 *
 * @param now UTC ms
 */
export async function openInternal(
  db: Db,
  viewer: Viewer,
  input: { mailboxId: number; subject: string; text: string },
  now: number,
): Promise<OpenedInternal> {
  const [subject, text] = [plain(input.subject).replace(/\s+/g, ' '), plain(input.text)]
  if (subject === '') return { refused: 'empty', field: 'subject' }
  if (subject.length > SUBJECT_LIMIT) return { refused: 'too-long', field: 'subject' }
  if (text === '') return { refused: 'empty', field: 'text' }
  if (text.length > TEXT_LIMIT) return { refused: 'too-long', field: 'text' }
  return transact(db, async (tx) => {
    const mailbox = await tx
      .selectFrom('mailboxes')
      .select(['id', 'retired_at'])
      .where('id', '=', input.mailboxId)
      .executeTakeFirst()
    if (!mailbox || !viewer.roles.has(mailbox.id)) return { refused: 'not-found' }
    if (!mayWork(viewer, mailbox.id)) return { refused: 'read-only' }
    if (mailbox.retired_at !== null) return { refused: 'retired' }
    const thread = await tx
      .insertInto('threads')
      .values({
        mailbox_id: mailbox.id,
        subject,
        // No mail is ever placed here by its subject.
        subject_key: '',
        status: 'in_progress',
        assignee_id: viewer.accountId,
        customer_id: null,
        last_from: viewer.name,
        excerpt: excerptOf(text),
        last_at: now,
        first_at: now,
        message_count: 1,
        created_at: now,
        opened_by: viewer.accountId,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await countThreads(tx, counted(thread, 1))
    await insertMessage(tx, {
      thread_id: thread.id,
      mailbox_id: mailbox.id,
      direction: 'internal',
      kind: 'mail',
      problem: null,
      subject,
      from_name: viewer.name,
      from_address: viewer.email,
      recipients: { to: [], cc: [], bcc: [], replyTo: [] },
      date: now,
      received_at: now,
      message_id: null,
      in_reply_to: null,
      references: [],
      excerpt: excerptOf(text),
      // It never was a mail: there is no original beside what it says.
      raw_blob_id: null,
      raw_sha256: createHash('sha256').update(text).digest('hex'),
      raw_size: 0,
      placed_by: 'first',
      author_id: viewer.accountId,
      remote_images: 0,
      created_at: now,
      text,
      html: null,
      attachments: [],
    })
    const by = { at: now, mailboxId: mailbox.id, threadId: thread.id, actorId: viewer.accountId }
    await recordEvent(tx, { ...by, kind: 'internal_opened', facts: {} })
    return { threadId: thread.id }
  })
}

function plain(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim()
}
