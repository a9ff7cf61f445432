import { newToken, tokenHash } from '../../src/account/session.ts'
import type { Db, NewRow } from '../../src/db/database.ts'
import { subjectKey } from '../../src/thread/placing.ts'

const MINUTE = 60_000
const AT_ONCE = 250
const subjects = [
  '納期の確認をお願いします',
  '請求金額が契約内容と異なっています',
  'Invoice 2026-1107',
  '予約サイトにログインできません',
]
const excerpt =
  '先週も同じお問い合わせをいたしましたが、回答をいただいておりません。ご確認をお願いいたします。'
const text = `いつもお世話になっております。\n\n${excerpt}\n\n`.repeat(4)

/** Ids and the cookie that a benchmark asks with. */
export type Seeded = { cookie: string; mailboxId: number; threadIds: number[] }

/**
 * Fills an empty database with threads of two messages each: a year of a busy team's work, of which one in
 * ten is still open. The same for the same number.
 */
export async function seed(db: Db, threads: number, now: number): Promise<Seeded> {
  const accounts = await seedPeople(db, now)
  const mailboxId = await seedMailbox(db, accounts, now)
  const customers = Math.max(1, Math.floor(threads / 5))
  for (let at = 0; at < customers; at += AT_ONCE) {
    const rows = range(at, Math.min(at + AT_ONCE, customers)).map((n) => ({
      id: n + 1,
      address: `c${n}@shop.example.com`,
      name: `山口 花子 ${n}`,
      created_at: now,
    }))
    await db.insertInto('customers').values(rows).execute()
  }
  const counts = new Map<string, number>()
  for (let at = 0; at < threads; at += AT_ONCE) {
    const rows = range(at, Math.min(at + AT_ONCE, threads)).map((n) =>
      threadRow(n, { threads, customers, mailboxId, accounts, now }),
    )
    for (const row of rows) counts.set(row.status, (counts.get(row.status) ?? 0) + 1)
    await db.transaction().execute(async (tx) => {
      await tx.insertInto('threads').values(rows).execute()
      await seedMessages(tx, rows)
    })
  }
  await db
    .insertInto('thread_counts')
    .values([...counts].map(([status, n]) => ({ mailbox_id: mailboxId, folder: 'inbox', status, n })))
    .execute()
  return {
    cookie: await seedSession(db, accounts[0] ?? 1, now),
    mailboxId,
    threadIds: range(threads - 200, threads).map((n) => n + 1),
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, n) => Math.max(0, from) + n)
}

async function seedPeople(db: Db, now: number): Promise<number[]> {
  const rows = await db
    .insertInto('accounts')
    .values(
      range(0, 12).map((n) => ({
        name: `伊藤 美咲${n}`,
        reading: 'いとう みさき',
        email: `agent${n}@hoshin.example`,
        title: n === 0 ? '係長' : '',
        locale: 'ja' as const,
        time_zone: 'Asia/Tokyo',
        password_hash: null,
        admin_since: null,
        disabled_at: null,
        created_at: now,
      })),
    )
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

async function seedMailbox(db: Db, accounts: readonly number[], now: number): Promise<number> {
  const { id } = await db
    .insertInto('mailboxes')
    .values({
      key: 'support',
      name: 'サポート',
      address: 'support@hoshin.example',
      time_zone: 'Asia/Tokyo',
      signature: 'サポート窓口',
      retired_at: null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('memberships')
    .values(
      accounts.map((account, n) => ({
        mailbox_id: id,
        account_id: account,
        group_id: null,
        role: n === 0 ? ('supervisor' as const) : ('agent' as const),
      })),
    )
    .execute()
  return id
}

type Frame = {
  threads: number
  customers: number
  mailboxId: number
  accounts: readonly number[]
  now: number
}

function threadRow(n: number, { threads, customers, mailboxId, accounts, now }: Frame) {
  const at = now - (threads - n) * 5 * MINUTE
  const subject = `${subjects[n % subjects.length]} ${n}`
  const status = (['new', 'in_progress', 'awaiting_dept'] as const)[Math.floor(n / 10) % 3]
  return {
    id: n + 1,
    mailbox_id: mailboxId,
    subject,
    subject_key: subjectKey(subject),
    status: n % 10 === 0 ? (status ?? 'new') : ('done' as const),
    folder: 'inbox' as const,
    assignee_id: n % 3 === 0 ? null : (accounts[n % accounts.length] ?? null),
    customer_id: (n % customers) + 1,
    last_from: `山口 花子 ${n % customers}`,
    excerpt,
    last_at: at,
    first_at: at - 60 * MINUTE,
    last_inbound_at: at,
    last_outbound_at: null,
    message_count: 2,
    customer_wrote_at: null,
    policy_id: null,
    policy_asked_at: null,
    policy_asked_of: null,
    wait_due_at: null,
    wait_with: null,
    due_at: null,
    merged_into_id: null,
    created_at: at,
  }
}

async function seedMessages(tx: Db, threads: readonly ReturnType<typeof threadRow>[]): Promise<void> {
  const messages = threads.flatMap((thread) => [
    messageRow(thread, thread.id * 2 - 1, 'inbound'),
    messageRow(thread, thread.id * 2, 'outbound'),
  ])
  await tx.insertInto('messages').values(messages).execute()
  await tx
    .insertInto('message_bodies')
    .values(messages.map((message) => ({ message_id: message.id ?? 0, text, html: null })))
    .execute()
  await tx
    .insertInto('events')
    .values(
      threads.map((thread) => ({
        at: thread.last_at,
        kind: 'message_received',
        mailbox_id: thread.mailbox_id,
        thread_id: thread.id,
        actor_id: null,
        facts: '{}',
      })),
    )
    .execute()
}

function messageRow(
  thread: ReturnType<typeof threadRow>,
  id: number,
  direction: 'inbound' | 'outbound',
): NewRow<'messages'> {
  const inbound = direction === 'inbound'
  return {
    id,
    thread_id: thread.id,
    mailbox_id: thread.mailbox_id,
    direction,
    kind: 'mail',
    problem: null,
    subject: thread.subject,
    from_name: inbound ? thread.last_from : 'サポート',
    from_address: inbound ? 'c@shop.example.com' : 'support@hoshin.example',
    recipients: '{"to":[{"name":"","address":"support@hoshin.example"}],"cc":[],"bcc":[],"replyTo":[]}',
    date: thread.first_at,
    received_at: inbound ? thread.first_at : thread.last_at,
    message_id: `m${id}@shop.example.com`,
    in_reply_to: null,
    reference_ids: '[]',
    excerpt,
    raw_blob_id: null,
    raw_sha256: String(id),
    raw_size: text.length,
    placed_by: 'first',
    author_id: null,
    has_html: 0,
    remote_images: 0,
    created_at: thread.first_at,
  }
}

async function seedSession(db: Db, accountId: number, now: number): Promise<string> {
  const token = newToken()
  await db
    .insertInto('sessions')
    .values({
      token_hash: tokenHash(token),
      account_id: accountId,
      created_at: now,
      seen_at: now,
      ends_at: now + 86_400_000,
      user_agent: 'bench',
      remote_address: '127.0.0.1',
    })
    .execute()
  return `hoshin_session=${token}`
}
