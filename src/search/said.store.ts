import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { parseRecipients } from '../message/message.store.ts'
import { amongIds } from './among-ids.ts'
import { type Entry, type EntryKind, fieldLimits } from './entry.ts'

/**
 * Reads what was said, as it stands now; what is not to be found is left out.
 *
 * @param options.hold so that who moves or edits it waits for this transaction, or this one sees what they did
 */
export async function readSaid(
  db: Db,
  kind: EntryKind,
  refIds: readonly number[],
  options: { hold?: boolean } = {},
): Promise<Entry[]> {
  if (refIds.length === 0) return []
  const hold = options.hold === true && engineOf(db) === 'postgres'
  switch (kind) {
    case 'message':
      return messagesSaid(db, refIds, hold)
    case 'comment':
      return commentsSaid(db, refIds, hold)
    case 'policy':
      return policiesSaid(db, refIds, hold)
    case 'customer':
      return customersSaid(db, refIds, hold)
  }
}

async function messagesSaid(db: Db, ids: readonly number[], hold: boolean): Promise<Entry[]> {
  const [rows, files] = await Promise.all([messageRows(db, ids, hold), filesOf(db, ids)])
  return rows.map((row) => {
    const own = files.get(row.id) ?? []
    // Blind copies are shown on no page, and so are found by nobody.
    const { to, cc } = parseRecipients(row.recipients)
    const person = ({ name, address }: { name: string; address: string }) => `${name} ${address}`.trim()
    return {
      kind: 'message',
      refId: row.id,
      threadId: row.thread_id,
      mailboxId: row.mailbox_id,
      at: row.received_at,
      by: row.from_name || row.from_address,
      // Images within the text count as text.
      hasAttachment: own.some((file) => file.inline === 0),
      said: {
        subject: [row.subject],
        sender: [person({ name: row.from_name, address: row.from_address })],
        recipients: [...to, ...cc].map(person),
        body: [row.text, ...own.map((file) => file.filename)],
      },
    }
  })
}

function messageRows(db: Db, ids: readonly number[], hold: boolean) {
  return db
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .select(['messages.id', 'thread_id', 'mailbox_id', 'from_name', 'from_address', 'recipients'])
    .select(['received_at', 'subject'])
    .select((eb) =>
      eb.fn<string>('substr', ['message_bodies.text', eb.lit(1), eb.lit(fieldLimits.body)]).as('text'),
    )
    .where(amongIds(db, 'messages.id', ids))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outbox')
            .select('outbox.id')
            .whereRef('outbox.message_id', '=', 'messages.id')
            .where('outbox.state', '=', 'cancelled'),
        ),
      ),
    )
    .$if(hold, (query) => query.forUpdate('messages'))
    .execute()
}

async function filesOf(db: Db, messageIds: readonly number[]) {
  const rows = await db
    .selectFrom('attachments')
    .select(['message_id', 'filename', 'inline'])
    .where(amongIds(db, 'message_id', messageIds))
    .orderBy('message_id')
    .orderBy('position')
    .execute()
  return Map.groupBy(rows, (row) => row.message_id)
}

async function commentsSaid(db: Db, ids: readonly number[], hold: boolean): Promise<Entry[]> {
  const rows = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .innerJoin('accounts', 'accounts.id', 'comments.author_id')
    .select(['comments.id', 'comments.thread_id', 'comments.body', 'comments.created_at'])
    .select(['threads.mailbox_id', 'accounts.name'])
    .where(amongIds(db, 'comments.id', ids))
    .$if(hold, (query) => query.forUpdate('comments'))
    .execute()
  return rows.map((row) => ({
    ...{ kind: 'comment', refId: row.id, threadId: row.thread_id, mailboxId: row.mailbox_id },
    ...{ at: row.created_at, by: row.name, hasAttachment: false },
    said: { sender: [row.name], body: [row.body] },
  }))
}

async function policiesSaid(db: Db, ids: readonly number[], hold: boolean): Promise<Entry[]> {
  const rows = await db
    .selectFrom('policies')
    .innerJoin('threads', 'threads.id', 'policies.thread_id')
    .innerJoin('accounts', 'accounts.id', 'policies.author_id')
    .select(['policies.id', 'instruction', 'return_when', 'policies.created_at', 'accounts.name'])
    .select(['threads.mailbox_id', 'threads.id as set_on', 'threads.merged_into_id'])
    .where(amongIds(db, 'policies.id', ids))
    .$if(hold, (query) => query.orderBy('threads.id').forUpdate('threads'))
    .execute()
  return rows.map((row) => ({
    ...{ kind: 'policy', refId: row.id, threadId: row.merged_into_id ?? row.set_on },
    ...{ mailboxId: row.mailbox_id, at: row.created_at, by: row.name, hasAttachment: false },
    said: { sender: [row.name], body: [row.instruction, row.return_when] },
  }))
}

/** A thread is found by the customer that it has now; one that was merged leads on. */
async function customersSaid(db: Db, threadIds: readonly number[], hold: boolean): Promise<Entry[]> {
  const rows = await db
    .selectFrom('threads')
    .innerJoin('customers', 'customers.id', 'threads.customer_id')
    .leftJoin('customers as joined', 'joined.id', 'customers.joined_into_id')
    .select(['threads.id', 'threads.mailbox_id', 'threads.first_at', 'threads.merged_into_id'])
    .select(['customers.address', 'customers.name'])
    .select([
      sql<string>`coalesce(joined.name, customers.name)`.as('known_as'),
      sql<string>`coalesce(joined.organisation, customers.organisation)`.as('organisation'),
    ])
    .where(amongIds(db, 'threads.id', threadIds))
    .$if(hold, (query) => query.orderBy('threads.id').forUpdate('threads'))
    .execute()
  return rows.map((row) => {
    const names = [...new Set([row.known_as, row.name, row.organisation])].filter(Boolean)
    return {
      ...{ kind: 'customer', refId: row.id, threadId: row.merged_into_id ?? row.id },
      ...{ mailboxId: row.mailbox_id, at: row.first_at, by: row.known_as || row.address },
      hasAttachment: false,
      said: { body: [...names, row.address] },
    }
  })
}
