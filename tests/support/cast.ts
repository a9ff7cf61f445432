import { loadViewer } from '../../src/access/viewer.store.ts'
import type { Role, Viewer } from '../../src/access/viewer.ts'
import type { Db } from '../../src/db/database.ts'
import type { Arrival, ReadFolder, Receipt } from '../../src/ingest/arrival.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { parseMail } from '../../src/mail/mime.ts'
import type { Thread } from '../../src/thread/thread.store.ts'

/** 2026-11-20 14:30 in Tokyo. UTC ms. */
export const START = Date.UTC(2026, 10, 20, 5, 30)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const inbox: ReadFolder = { name: 'INBOX', role: 'inbox', uidValidity: '1' }
export const sentFolder: ReadFolder = { name: 'Sent', role: 'sent', uidValidity: '1' }

/** The fields of a mail as its sender wrote them; a field that is null is missing. */
export type Letter = {
  from?: string | null
  to?: string
  cc?: string
  replyTo?: string
  subject?: string | null
  messageId?: string | null
  inReplyTo?: string
  references?: string
  headers?: readonly string[]
  contentType?: string
  text?: string
  /** When the server received it, UTC ms; also its Date. */
  at?: number
}

export type Cast = Awaited<ReturnType<typeof openCast>>

/**
 * One support desk: a mailbox with two agents and a supervisor, a department without access, an
 * administrator without a role, somebody who belongs to nothing; and a server whose mails get rising UIDs.
 */
export async function openCast(db: Db) {
  const support = await addMailbox(db, 'support', 'サポート窓口', 'support@minato.example')
  const billing = await addMailbox(db, 'billing', '請求窓口', 'billing@minato.example')
  const ids = {
    ito: await addAccount(db, '伊藤 美咲', 'ito@minato.example'),
    tanaka: await addAccount(db, '田中 健', 'tanaka@minato.example'),
    sato: await addAccount(db, '佐藤 恵', 'sato@minato.example', { title: '係長' }),
    emma: await addAccount(db, 'Emma Clarke', 'emma@minato.example'),
    admin: await addAccount(db, '管理 太郎', 'admin@minato.example', { admin: true }),
    stranger: await addAccount(db, '長谷川 亮', 'hasegawa@minato.example'),
  }
  const engineers = await addGroup(db, '技術部', [ids.emma])
  await addMembership(db, support, { account: ids.ito }, 'agent')
  await addMembership(db, support, { account: ids.tanaka }, 'agent')
  await addMembership(db, support, { account: ids.sato }, 'supervisor')
  await addMembership(db, billing, { account: ids.emma }, 'agent')

  let uid = 0
  const arrivalOf = async (letter: Letter): Promise<Arrival> =>
    arrivalFrom(rawMail(letter, ++uid), uid, letter.at ?? START)
  const receive = async (
    mails: readonly Arrival[],
    { folder = inbox, mailbox = support, now = mails.at(-1)?.receivedAt ?? START } = {},
  ): Promise<Receipt> => receiveMessages(db, { mailbox: await mailboxRow(db, mailbox), folder, mails }, now)
  const arrive = async (
    letter: Letter = {},
    { folder = inbox, mailbox = support }: { folder?: ReadFolder; mailbox?: number } = {},
  ): Promise<Thread> => {
    const { threadIds } = await receive([await arrivalOf(letter)], { folder, mailbox })
    if (threadIds[0] === undefined) throw new Error('the mail was a duplicate')
    return threadOf(db, threadIds[0])
  }
  return {
    db,
    support,
    billing,
    ids,
    engineers,
    arrivalOf,
    receive,
    /** One mail comes in; returns its thread as it then stands. */
    arrive,
    viewer: (id: number) => viewerOf(db, id),
    thread: (id: number) => threadOf(db, id),
    /** What somebody was told, oldest first: kind and cause. */
    told: async (accountId: number) =>
      db
        .selectFrom('notifications')
        .select(['kind', 'thread_id', 'message_id', 'comment_id', 'cause', 'read_at'])
        .where('account_id', '=', accountId)
        .orderBy('id')
        .execute(),
    events: async (threadId: number) => {
      const rows = await db
        .selectFrom('events')
        .selectAll()
        .where('thread_id', '=', threadId)
        .orderBy('id')
        .execute()
      return rows.map((row) => ({ ...row, facts: JSON.parse(row.facts) as Record<string, unknown> }))
    },
    messages: (threadId: number) =>
      db
        .selectFrom('messages')
        .selectAll()
        .where('thread_id', '=', threadId)
        .orderBy('received_at')
        .orderBy('id')
        .execute(),
  }
}

export async function arrivalFrom(raw: Uint8Array, uid: number, receivedAt: number): Promise<Arrival> {
  return { uid, receivedAt, raw, parsed: await parseMail(raw) }
}

/** The bytes of a mail; `unique` makes those of two equal letters differ. */
export function rawMail(letter: Letter, unique: number | string): Uint8Array {
  const { from = 'Hanako <hanako@shop.example>', subject = '納期について', at = START } = letter
  const { messageId = `mail-${unique}@shop.example` } = letter
  const lines = [
    `X-Unique: ${unique}`,
    from === null ? null : `From: ${from}`,
    `To: ${letter.to ?? 'support@minato.example'}`,
    letter.cc === undefined ? null : `Cc: ${letter.cc}`,
    letter.replyTo === undefined ? null : `Reply-To: ${letter.replyTo}`,
    subject === null ? null : `Subject: ${subject}`,
    messageId === null ? null : `Message-ID: <${messageId}>`,
    letter.inReplyTo === undefined ? null : `In-Reply-To: <${letter.inReplyTo}>`,
    letter.references === undefined ? null : `References: ${letter.references}`,
    `Date: ${new Date(at).toUTCString()}`,
    'MIME-Version: 1.0',
    `Content-Type: ${letter.contentType ?? 'text/plain; charset=utf-8'}`,
    ...(letter.headers ?? []),
    '',
    letter.text ?? 'いつもお世話になっております。\r\n納期を教えてください。',
    '',
  ]
  return Buffer.from(lines.filter((line) => line !== null).join('\r\n'))
}

export async function threadOf(db: Db, id: number): Promise<Thread> {
  return db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

export async function viewerOf(db: Db, accountId: number): Promise<Viewer> {
  const viewer = await loadViewer(db, accountId)
  if (!viewer) throw new Error(`account ${accountId} is not there or is disabled`)
  return viewer
}

async function mailboxRow(db: Db, id: number): Promise<{ id: number; address: string }> {
  return db.selectFrom('mailboxes').select(['id', 'address']).where('id', '=', id).executeTakeFirstOrThrow()
}

export async function addMailbox(db: Db, key: string, name: string, address: string): Promise<number> {
  const { id } = await db
    .insertInto('mailboxes')
    .values({
      ...{ key, name, address, time_zone: 'Asia/Tokyo', signature: '', retired_at: null },
      created_at: START,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function addAccount(
  db: Db,
  name: string,
  email: string,
  { title = '', admin = false, reading = '' } = {},
): Promise<number> {
  const { id } = await db
    .insertInto('accounts')
    .values({
      ...{ name, reading, email, title, locale: 'ja', time_zone: 'Asia/Tokyo', password_hash: null },
      ...{ admin_since: admin ? START : null, disabled_at: null, created_at: START },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function addGroup(db: Db, name: string, members: readonly number[]): Promise<number> {
  const { id } = await db
    .insertInto('groups')
    .values({ name, reading: '', created_at: START })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const account_id of members) {
    await db.insertInto('group_members').values({ group_id: id, account_id }).execute()
  }
  return id
}

export async function addMembership(
  db: Db,
  mailbox_id: number,
  who: { account: number } | { group: number },
  role: Role,
): Promise<void> {
  const account_id = 'account' in who ? who.account : null
  const group_id = 'group' in who ? who.group : null
  await db.insertInto('memberships').values({ mailbox_id, account_id, group_id, role }).execute()
}
