import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { parseRecipients } from '../message/message.store.ts'
import { type NewEntry, wordsOfMail } from './entry.ts'
import { indexCustomers } from './index-customer.ts'
import { commentEntry, messageEntry, policyEntry } from './said.ts'
import { addEntries, removeEntries, replaceEntries } from './search.store.ts'

/** Small enough that a server beside it never waits noticeably for a batch's commit. */
const ROWS = 100
const BYTES = 2 * 1024 * 1024

const kinds = ['messages', 'comments', 'policies', 'threads'] as const
type Source = (typeof kinds)[number]

/** How far it is, in things said. */
export type ReindexProgress = { done: number; total: number }

/**
 * Lets everything that is stored be found anew, in batches that are a transaction each, so that it may run beside
 * the server and be stopped and begun again at any time. What is said meanwhile indexes itself.
 *
 * @returns how many things were indexed
 */
export async function reindex(db: Db, tell: (progress: ReindexProgress) => void = () => {}): Promise<number> {
  const counts = await Promise.all(kinds.map((source) => countOf(db, source)))
  const total = counts.reduce((sum, count) => sum + count, 0)
  let done = 0
  tell({ done, total })
  for (const source of kinds) {
    for (let after = 0; ; ) {
      const batch = await transact(db, (tx) => indexBatch(tx, source, after))
      if (batch.last === null) break
      after = batch.last
      done += batch.rows
      tell({ done, total: Math.max(total, done) })
    }
  }
  return done
}

async function countOf(db: Db, source: Source): Promise<number> {
  const row = await db
    .selectFrom(source)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

type Batch = { rows: number; last: number | null }

async function indexBatch(tx: Db, source: Source, after: number): Promise<Batch> {
  switch (source) {
    case 'messages':
      return indexMessages(tx, after)
    case 'comments':
      return indexComments(tx, after)
    case 'policies':
      return indexPolicies(tx, after)
    case 'threads':
      return indexThreads(tx, after)
  }
}

async function indexMessages(tx: Db, after: number): Promise<Batch> {
  const sizes = await tx
    .selectFrom('messages')
    .select(['id', 'raw_size'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(ROWS)
    .execute()
  let bytes = 0
  const beyond = sizes.findIndex((row, index) => {
    bytes += row.raw_size
    return index > 0 && bytes > BYTES
  })
  const ids = (beyond === -1 ? sizes : sizes.slice(0, beyond)).map((row) => row.id)
  if (ids.length === 0) return { rows: 0, last: null }
  // A merge or a split moves messages; it waits here, or this sees where they went.
  const rows = await tx
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .selectAll('messages')
    .select('message_bodies.text')
    .where('messages.id', 'in', ids)
    .where('messages.id', 'not in', (outbox) =>
      outbox.selectFrom('outbox').select('outbox.message_id').where('outbox.state', '=', 'cancelled'),
    )
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate('messages'))
    .execute()
  const files = await tx
    .selectFrom('attachments')
    .select(['message_id', 'filename', 'inline'])
    .where('message_id', 'in', ids)
    .execute()
  const entries = rows.map((row): NewEntry => {
    const own = files.filter((file) => file.message_id === row.id)
    const { to, cc } = parseRecipients(row.recipients)
    const words = wordsOfMail({
      subject: row.subject,
      from: { name: row.from_name, address: row.from_address },
      recipients: [...to, ...cc],
      text: row.text,
      files: own.map((file) => file.filename),
    })
    return messageEntry({
      ...{
        messageId: row.id,
        threadId: row.thread_id,
        mailboxId: row.mailbox_id,
        at: row.received_at,
        words,
      },
      files: own.map((file) => ({ inline: file.inline === 1 })),
    })
  })
  // All of them, since a cancelled reply is to be found no more.
  await removeEntries(tx, 'message', ids)
  await addEntries(tx, entries)
  return batchOf(ids)
}

async function indexComments(tx: Db, after: number): Promise<Batch> {
  const rows = await tx
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .innerJoin('accounts', 'accounts.id', 'comments.author_id')
    .selectAll('comments')
    .select(['threads.mailbox_id', 'accounts.name as by'])
    .where('comments.id', '>', after)
    .orderBy('comments.id')
    .limit(ROWS)
    // An edit waits here, or this sees what it wrote.
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate('comments'))
    .execute()
  await replaceEntries(
    tx,
    rows.map((row) =>
      commentEntry({
        ...{ commentId: row.id, threadId: row.thread_id, mailboxId: row.mailbox_id },
        ...{ at: row.created_at, by: row.by, body: row.body },
      }),
    ),
  )
  return batchOf(rows.map((row) => row.id))
}

async function indexPolicies(tx: Db, after: number): Promise<Batch> {
  const rows = await tx
    .selectFrom('policies')
    .innerJoin('threads', 'threads.id', 'policies.thread_id')
    .innerJoin('accounts', 'accounts.id', 'policies.author_id')
    .selectAll('policies')
    .select([
      'threads.id as standing_id',
      'threads.merged_into_id',
      'threads.mailbox_id',
      'accounts.name as by',
    ])
    .where('policies.id', '>', after)
    .orderBy('policies.id')
    .limit(ROWS)
    .execute()
  await replaceEntries(
    tx,
    rows.map((row) =>
      policyEntry({
        ...{ policyId: row.id, threadId: row.merged_into_id ?? row.standing_id, mailboxId: row.mailbox_id },
        ...{ at: row.created_at, by: row.by, instruction: row.instruction, returnWhen: row.return_when },
      }),
    ),
  )
  return batchOf(rows.map((row) => row.id))
}

async function indexThreads(tx: Db, after: number): Promise<Batch> {
  const rows = await tx
    .selectFrom('threads')
    .select(['id', 'mailbox_id', 'customer_id', 'first_at', 'merged_into_id'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(ROWS)
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
    .execute()
  await indexCustomers(tx, rows)
  return batchOf(rows.map((row) => row.id))
}

function batchOf(ids: readonly number[]): Batch {
  return { rows: ids.length, last: ids.at(-1) ?? null }
}
