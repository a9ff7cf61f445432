import { sql } from 'kysely'
import type { Db, NewRow } from '../../src/db/database.ts'
import { engineOf } from '../../src/db/engine.ts'
import { transact } from '../../src/db/transact.ts'
import { indexLater } from '../../src/search/due.store.ts'
import type { Entry } from '../../src/search/entry.ts'
import { addEntries } from '../../src/search/search.store.ts'
import { say } from '../arguments.ts'
import { corpus } from './corpus.ts'

/** Mails of one transaction: many, because a million have to be there before anything is asked. */
const AT_ONCE = 500
const APART = 95_000
const PER_THREAD = 4
/** The newest mails go the way that every mail goes, and are what indexing is measured on. */
const MEASURED = 2_000
const TEXTS_KEPT = 4_000

/**
 * Stores so many messages, four in a thread, over as long a time as a busy desk takes for them. The newest are due to be
 * found, and nothing else is left to do.
 *
 * @returns some of the texts, to take words from
 */
export async function fill(db: Db, messages: number, now: number): Promise<string[]> {
  const mailboxId = await addMailbox(db, now)
  const source = corpus(5)
  const texts: string[] = []
  const measured = Math.min(MEASURED, Math.floor(messages / 2))
  const isPostgres = engineOf(db) === 'postgres'
  // Made at once at the end, as after a reindex of a large inbox: the newest mails are then written into it.
  if (isPostgres) await sql`drop index search_vectors_words`.execute(db)
  else await sql`pragma synchronous = off`.execute(db)
  for (let at = 0; at < messages; at += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, messages - at) }, (_, n) => {
      const id = at + n + 1
      return { id, subject: source.subject(), text: source.text(), receivedAt: now - (messages - id) * APART }
    })
    const kept = Math.ceil((TEXTS_KEPT * rows.length) / messages)
    texts.push(...rows.slice(0, kept).map((row) => row.text))
    await transact(db, async (tx) => {
      await addThreads(tx, rows, mailboxId)
      await addMessages(tx, rows, mailboxId)
      const isMeasured = (row: Mail) => row.id > messages - measured
      const [before, last] = [rows.filter((row) => !isMeasured(row)), rows.filter(isMeasured)]
      await addEntries(
        tx,
        before.map((row) => entryOf(row, mailboxId)),
      )
      await indexLater(
        tx,
        'message',
        last.map((row) => row.id),
      )
    })
    if (at % 50_000 === 0 && at > 0) say(`  ${at.toLocaleString('en')}`)
  }
  if (isPostgres) {
    await sql`create index search_vectors_words on search_vectors using gin (words)`.execute(db)
    await sql`vacuum analyze`.execute(db)
  } else await sql`pragma synchronous = full`.execute(db)
  return texts
}

type Mail = { id: number; subject: string; text: string; receivedAt: number }

function entryOf(row: Mail, mailboxId: number): Entry {
  return {
    ...{ kind: 'message', refId: row.id, threadId: Math.ceil(row.id / PER_THREAD), mailboxId },
    ...{ at: row.receivedAt, hasAttachment: false, by: '' },
    said: {
      subject: [row.subject],
      sender: [`山口 花子 ${addressOf(row)}`],
      recipients: ['support@hoshin.example'],
      body: [row.text],
    },
  }
}

function addressOf(row: Mail): string {
  return `hanako${row.id % 500}@sakura.example`
}
async function addMailbox(db: Db, now: number): Promise<number> {
  const values = {
    key: 'bench',
    name: 'サポート',
    address: 'support@hoshin.example',
    time_zone: 'Asia/Tokyo',
  }
  const { id } = await db
    .insertInto('mailboxes')
    .values({ ...values, signature: '', retired_at: null, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function addThreads(tx: Db, rows: readonly Mail[], mailboxId: number): Promise<void> {
  const threads = rows
    .filter((row) => row.id % PER_THREAD === 1)
    .map(
      (row): NewRow<'threads'> => ({
        ...{
          id: Math.ceil(row.id / PER_THREAD),
          mailbox_id: mailboxId,
          subject: row.subject,
          subject_key: row.subject,
        },
        ...{
          status: row.id % 40 === 1 ? 'new' : 'done',
          assignee_id: null,
          customer_id: null,
          last_from: '山口 花子',
        },
        ...{ excerpt: '', last_at: row.receivedAt, first_at: row.receivedAt, created_at: row.receivedAt },
        ...{ last_inbound_at: null, last_outbound_at: null, customer_wrote_at: null, policy_id: null },
        ...{ policy_asked_at: null, policy_asked_of: null, wait_due_at: null, wait_with: null, due_at: null },
        merged_into_id: null,
      }),
    )
  if (threads.length > 0) await tx.insertInto('threads').values(threads).execute()
}

async function addMessages(tx: Db, rows: readonly Mail[], mailboxId: number): Promise<void> {
  const messages = rows.map(
    (row): NewRow<'messages'> => ({
      ...{
        id: row.id,
        thread_id: Math.ceil(row.id / PER_THREAD),
        mailbox_id: mailboxId,
        direction: 'inbound',
      },
      ...{ kind: 'mail', problem: null, subject: row.subject, from_name: '山口 花子' },
      ...{
        from_address: addressOf(row),
        date: row.receivedAt,
        received_at: row.receivedAt,
      },
      recipients: '{"to":[{"name":"","address":"support@hoshin.example"}],"cc":[],"bcc":[],"replyTo":[]}',
      ...{ message_id: null, in_reply_to: null, reference_ids: '[]', excerpt: '', raw_blob_id: null },
      ...{ raw_sha256: String(row.id), raw_size: row.text.length * 3, placed_by: 'first', author_id: null },
      ...{ has_html: 0, remote_images: 0, created_at: row.receivedAt },
    }),
  )
  await tx.insertInto('messages').values(messages).execute()
  const bodies = rows.map((row) => ({ message_id: row.id, text: row.text, html: null }))
  await tx.insertInto('message_bodies').values(bodies).execute()
}
