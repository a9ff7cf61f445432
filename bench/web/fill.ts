import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../src/db/database.ts'
import { engineOf } from '../../src/db/engine.ts'
import { subjectKey } from '../../src/thread/placing.ts'

/** What the threads belong to. The accounts' ids follow each other. */
export type Filling = {
  threads: number
  mailboxId: number
  accounts: readonly number[]
  labelIds: readonly number[]
  now: number
}

const MINUTE = 60_000
/** Threads of one transaction. */
const AT_ONCE = 100_000
const subjects = [
  '納期の確認をお願いします',
  '請求金額が契約内容と異なっています',
  'Invoice 2026-1107',
  '予約サイトにログインできません',
]
export const excerpt =
  '先週も同じお問い合わせをいたしましたが、回答をいただいておりません。ご確認をお願いいたします。'
/** Of the threads that are opened while measuring; the others say one sentence, which is all that a list shows. */
const text = `いつもお世話になっております。\n\n${excerpt}\n\n`.repeat(4)
const OPENED = 200

/**
 * Threads of two messages each: a year of a busy team's work, of which one in ten is still open and one in five
 * has a label. The database makes them out of their numbers, which takes a tenth of sending it each row.
 */
export async function fillThreads(db: Db, filling: Filling, say: (done: number) => void): Promise<void> {
  const customers = Math.max(1, Math.floor(filling.threads / 5))
  await sql`insert into customers (id, address, name, name_key, created_at)
    select n + 1, 'c' || n || '@shop.example.com', '山口 花子 ' || n, '山口 花子 ' || n, ${lit(filling.now)}
    from ${numbers(db, 0, customers)}`.execute(db)
  for (let from = 0; from < filling.threads; from += AT_ONCE) {
    const to = Math.min(from + AT_ONCE, filling.threads)
    await db.transaction().execute(async (tx) => {
      await insertThreads(tx, filling, customers, from, to)
      await insertMessages(tx, filling, from, to)
      await labelThreads(tx, filling, from, to)
    })
    say(to)
  }
  await sql`insert into thread_counts (mailbox_id, folder, status, n)
    select mailbox_id, folder, status, count(*) from threads group by mailbox_id, folder, status`.execute(db)
  await sql`insert into label_counts (mailbox_id, folder, status, label_id, n)
    select mailbox_id, folder, status, label_id, count(*) from thread_labels
    group by mailbox_id, folder, status, label_id`.execute(db)
  // What a server does by itself within a minute, and a benchmark does not wait for.
  if (engineOf(db) === 'postgres') await sql`vacuum analyze`.execute(db)
}

/** When something last happened on a thread: one thread each five minutes, the newest now. UTC ms. */
export function lastAtOf(id: number, { threads, now }: Pick<Filling, 'threads' | 'now'>): number {
  return now - (threads - (id - 1)) * 5 * MINUTE
}

async function insertThreads(tx: Db, filling: Filling, customers: number, from: number, to: number) {
  const { threads, mailboxId, accounts, now } = filling
  const at = sql`${lit(now)} - (${lit(threads)} - n) * ${lit(5 * MINUTE)}`
  const open = sql`case (n / 10) % 3 when 0 then 'new' when 1 then 'in_progress' else 'awaiting_dept' end`
  const assignee = sql`case when n % 3 = 0 then null else ${lit(accounts[0] ?? 1)} + n % ${lit(accounts.length)} end`
  await sql`insert into threads (id, mailbox_id, subject, subject_key, status, folder, assignee_id, customer_id,
      last_from, excerpt, last_at, first_at, last_inbound_at, message_count, created_at)
    select n + 1, ${lit(mailboxId)}, ${oneOf(subjects)} || ' ' || n, ${oneOf(subjects.map(subjectKey))} || ' ' || n,
      case when n % 10 = 0 then ${open} else 'done' end, 'inbox', ${assignee}, n % ${lit(customers)} + 1,
      '山口 花子 ' || n % ${lit(customers)}, ${lit(excerpt)}, ${at}, ${at} - ${lit(60 * MINUTE)}, ${at}, 2, ${at}
    from ${numbers(tx, from, to)}`.execute(tx)
}

async function insertMessages(tx: Db, { threads }: Filling, from: number, to: number): Promise<void> {
  const here = sql`threads.id > ${lit(from)} and threads.id <= ${lit(to)}`
  for (const side of [inbound, outbound]) {
    const id = sql`threads.id * 2 - ${lit(side.before)}`
    await sql`insert into messages (id, thread_id, mailbox_id, direction, kind, subject, from_name, from_address,
        recipients, date, received_at, message_id, reference_ids, excerpt, raw_sha256, raw_size, placed_by, has_html,
        remote_images, created_at)
      select ${id}, threads.id, mailbox_id, ${lit(side.direction)}, 'mail', subject, ${lit(side.name)},
        ${lit(side.address)}, ${lit(recipients)}, first_at, ${side.at}, 'm' || (${id}) || '@shop.example.com', '[]',
        excerpt, cast(${id} as text), ${lit(text.length)}, 'first', 0, 0, first_at
      from threads where ${here}`.execute(tx)
    await sql`insert into message_bodies (message_id, text)
      select ${id}, case when threads.id > ${lit(threads - OPENED)} then ${lit(text)} else excerpt end
      from threads where ${here}`.execute(tx)
  }
  await sql`insert into events (at, kind, mailbox_id, thread_id, facts)
    select last_at, 'message_received', mailbox_id, id, '{}' from threads where ${here}`.execute(tx)
}

async function labelThreads(tx: Db, { labelIds, now }: Filling, from: number, to: number): Promise<void> {
  if (labelIds.length === 0) return
  const label = sql`${lit(labelIds[0] ?? 1)} + id / 5 % ${lit(labelIds.length)}`
  await sql`insert into thread_labels (thread_id, label_id, mailbox_id, folder, status, last_at, added_at)
    select id, ${label}, mailbox_id, folder, status, last_at, ${lit(now)} from threads
    where id > ${lit(from)} and id <= ${lit(to)} and id % 5 = 1`.execute(tx)
}

const recipients = '{"to":[{"name":"","address":"support@hoshin.example"}],"cc":[],"bcc":[],"replyTo":[]}'
const inbound = {
  before: 1,
  direction: 'inbound',
  name: '山口 花子',
  address: 'c@shop.example.com',
  at: sql`first_at`,
}
const outbound = {
  before: 0,
  direction: 'outbound',
  name: 'サポート',
  address: 'support@hoshin.example',
  at: sql`last_at`,
}

/** The whole numbers from one to before another, as a table with the column n. */
function numbers(db: Db, from: number, to: number): RawBuilder<unknown> {
  const [first, last] = [lit(from), lit(to - 1)]
  return engineOf(db) === 'postgres'
    ? sql`generate_series(cast(${first} as bigint), ${last}) as numbers (n)`
    : sql`(with recursive numbers (n) as (select ${first} union all select n + 1 from numbers where n < ${last}) select n from numbers)`
}

/** One text after the other, by the number n. */
function oneOf(texts: readonly string[]): RawBuilder<string> {
  const cases = texts.map((one, index) => sql`when ${lit(index)} then ${lit(one)}`)
  return sql<string>`case n % ${lit(texts.length)} ${sql.join(cases, sql` `)} end`
}

function lit(value: number | string) {
  return sql.lit(value)
}
