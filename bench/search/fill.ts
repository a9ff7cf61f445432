import { sql } from 'kysely'
import type { Db, NewRow } from '../../src/db/database.ts'
import { engineOf } from '../../src/db/engine.ts'
import { transact } from '../../src/db/transact.ts'
import { type NewEntry, wordsOfMail } from '../../src/search/entry.ts'
import { messageEntry } from '../../src/search/said.ts'
import { addEntries } from '../../src/search/search.store.ts'
import { corpus } from './corpus.ts'

/** Mails of one transaction, as when they are taken in. */
const AT_ONCE = 50
const APART = 95_000
const PER_THREAD = 4

/** Microseconds a message: cut in the mail worker, then written in the transaction. */
export type Filled = { cut_us: number; write_us: number; texts: string[] }

/** Stores so many messages, four in a thread, over as long a time as a busy desk takes for them. */
export async function fill(db: Db, messages: number, now: number): Promise<Filled> {
  const mailboxId = await addMailbox(db, now)
  const source = corpus(5)
  const texts: string[] = []
  let [cut, write] = [0, 0]
  for (let at = 0; at < messages; at += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, messages - at) }, (_, n) => {
      const id = at + n + 1
      const [subject, text] = [source.subject(), source.text()]
      return { id, subject, text, receivedAt: now - (messages - id) * APART }
    })
    if (texts.length < 4_000 || at % 1_000 === 0) texts.push(...rows.map((row) => row.text))
    const began = performance.now()
    const entries = rows.map(
      (row): NewEntry =>
        messageEntry({
          ...{
            messageId: row.id,
            threadId: Math.ceil(row.id / PER_THREAD),
            mailboxId,
            at: row.receivedAt,
            files: [],
          },
          words: wordsOfMail({
            ...{ subject: row.subject, text: row.text, files: [] },
            from: { name: '山口 花子', address: `hanako${row.id % 500}@sakura.example` },
            recipients: [{ name: '', address: 'support@hoshin.example' }],
          }),
        }),
    )
    cut += performance.now() - began
    await transact(db, async (tx) => {
      await addThreads(tx, rows, mailboxId)
      await addMessages(tx, rows, mailboxId)
      const beforeWords = performance.now()
      await addEntries(tx, entries)
      write += performance.now() - beforeWords
    })
  }
  if (engineOf(db) === 'postgres') await sql`vacuum analyze`.execute(db)
  return {
    cut_us: Math.round((cut * 1000) / messages),
    write_us: Math.round((write * 1000) / messages),
    texts,
  }
}

type Mail = { id: number; subject: string; text: string; receivedAt: number }

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
        from_address: `hanako${row.id % 500}@sakura.example`,
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
