import { sql } from 'kysely'
import type { OutboxView } from '../../views/outbox/outbox-page.tsx'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { formatAddressList } from '../mail/addresses.ts'
import { parseRecipients } from '../message/message.store.ts'
import { sendingInView } from '../message/message-view.ts'

const SHOWN = 200
const needsPerson = ['uncertain', 'failed']

/** All that is not yet sent, of the threads that the viewer sees: what needs a person first, then newest first. */
export async function outboxInView(db: Db, viewer: Viewer): Promise<OutboxView[]> {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('threads', 'threads.id', 'outbox.thread_id')
    .innerJoin('messages', 'messages.id', 'outbox.message_id')
    .innerJoin('mailboxes', 'mailboxes.id', 'outbox.mailbox_id')
    .innerJoin('accounts', 'accounts.id', 'outbox.account_id')
    .selectAll('outbox')
    .select([
      'messages.subject',
      'messages.recipients',
      'messages.excerpt',
      'messages.created_at as queued_at',
      'mailboxes.name as mailbox',
      'accounts.name as by',
    ])
    // As the partial index of what is unsent has it.
    .where(sql<boolean>`state in ('queued', 'sending', 'failed', 'uncertain')`)
    .where(visibleThreads(viewer))
    // With a plus, or SQLite walks all that was ever sent, because that is in order.
    .orderBy(sql`+outbox.id`, 'desc')
    .limit(SHOWN)
    .execute()
  return rows
    .toSorted((a, b) => Number(needsPerson.includes(b.state)) - Number(needsPerson.includes(a.state)))
    .map((row) => ({
      threadId: row.thread_id,
      messageId: row.message_id,
      mailbox: row.mailbox,
      subject: row.subject,
      to: formatAddressList(parseRecipients(row.recipients).to),
      by: row.by,
      at: row.queued_at,
      excerpt: row.excerpt,
      sending: sendingInView(viewer, row),
    }))
}
