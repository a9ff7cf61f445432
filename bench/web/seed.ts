import { newToken, tokenHash } from '../../src/account/session.ts'
import type { Db } from '../../src/db/database.ts'
import { excerpt, fillThreads, lastAtOf } from './fill.ts'

/** Ids and the cookie that a benchmark asks with. */
export type Seeded = {
  cookie: string
  mailboxId: number
  /** The newest threads, of two messages each. */
  threadIds: number[]
  /** The place of the thread in the middle. */
  middle: { id: number; lastAt: number }
  /** A thread of five messages and one of five hundred. */
  short: number
  long: number
}

const DAY = 86_400_000
const LABELS = ['返金', '納期', '請求', '障害', '要望', '緊急']
const NEWEST = 200

/** Fills an empty database with threads, the same for the same number. @param say how many there are so far */
export async function seed(
  db: Db,
  threads: number,
  now: number,
  say: (done: number) => void = () => {},
): Promise<Seeded> {
  const accounts = await seedPeople(db, now)
  const middle = Math.ceil(threads / 2)
  const mailboxId = await seedMailbox(db, accounts, now)
  const labelIds = await seedLabels(db, now)
  await fillThreads(db, { threads, mailboxId, accounts, labelIds, now }, say)
  return {
    cookie: await seedSession(db, accounts[0] ?? 1, now),
    mailboxId,
    threadIds: range(NEWEST).map((n) => threads - n),
    middle: { id: middle, lastAt: lastAtOf(middle, { threads, now }) },
    short: await seedConversation(db, { id: threads + 1, mailboxId, messages: 5, now }),
    long: await seedConversation(db, { id: threads + 2, mailboxId, messages: 500, now }),
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, n) => n)
}

async function seedPeople(db: Db, now: number): Promise<number[]> {
  const rows = await db
    .insertInto('accounts')
    .values(
      range(12).map((n) => ({
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
  return rows.map((row) => row.id).sort((one, other) => one - other)
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

async function seedLabels(db: Db, now: number): Promise<number[]> {
  const rows = await db
    .insertInto('labels')
    .values(
      LABELS.map((name) => ({
        kind: 'thread' as const,
        name,
        name_key: name,
        colour: 'plain',
        mailbox_id: null,
        created_by: null,
        created_at: now,
      })),
    )
    .returning('id')
    .execute()
  return rows.map((row) => row.id).sort((one, other) => one - other)
}

type Conversation = { id: number; mailboxId: number; messages: number; now: number }

/** A customer and the team in turn, a mail an hour. */
async function seedConversation(db: Db, { id, mailboxId, messages, now }: Conversation): Promise<number> {
  const began = now - messages * 3_600_000
  const subject = `長いやりとり ${messages}`
  await db
    .insertInto('threads')
    .values({
      id,
      mailbox_id: mailboxId,
      subject,
      subject_key: subject,
      status: 'done',
      customer_id: 1,
      last_from: '山口 花子 0',
      excerpt,
      last_at: now,
      first_at: began,
      last_inbound_at: now,
      message_count: messages,
      created_at: began,
    })
    .execute()
  const rows = await db
    .insertInto('messages')
    .values(
      range(messages).map((n) => ({
        // Given and not taken, because those of the other threads were; behind all of them.
        id: id * 2 + messages * 10 + n,
        thread_id: id,
        mailbox_id: mailboxId,
        direction: n % 2 === 0 ? ('inbound' as const) : ('outbound' as const),
        kind: 'mail' as const,
        subject,
        from_name: n % 2 === 0 ? '山口 花子' : 'サポート',
        from_address: 'c0@shop.example.com',
        recipients: '{"to":[],"cc":[],"bcc":[],"replyTo":[]}',
        date: began + n * 3_600_000,
        received_at: began + n * 3_600_000,
        message_id: `long-${id}-${n}@shop.example.com`,
        reference_ids: '[]',
        excerpt,
        raw_sha256: `long-${id}-${n}`,
        raw_size: excerpt.length,
        placed_by: 'references' as const,
        has_html: 0 as const,
        remote_images: 0 as const,
        created_at: now,
      })),
    )
    .returning('id')
    .execute()
  await db
    .insertInto('message_bodies')
    .values(rows.map((row) => ({ message_id: row.id, text: `${excerpt}\n\n${excerpt}`, html: null })))
    .execute()
  return id
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
      ends_at: now + DAY,
      user_agent: 'bench',
      remote_address: '127.0.0.1',
    })
    .execute()
  return `hoshin_session=${token}`
}
