import { loadViewer } from '../../src/access/viewer.store.ts'
import type { Viewer } from '../../src/access/viewer.ts'
import { addComment } from '../../src/comment/add-comment.ts'
import { customerOf } from '../../src/customer/customer.store.ts'
import type { Db } from '../../src/db/database.ts'
import type { SmtpOutcome } from '../../src/mail/smtp.ts'
import { insertMessage } from '../../src/message/message.store.ts'
import type { NotificationSender } from '../../src/notification/send-due-notifications.ts'

/** 2026-11-20 14:30 in Tokyo, 05:30 in London. UTC ms. */
export const START = Date.UTC(2026, 10, 20, 5, 30)
export const MINUTE = 60_000

/** A support desk with one customer's thread, and a clock that a test moves. */
export type Desk = Awaited<ReturnType<typeof openDesk>>

export async function openDesk(db: Db) {
  const mailboxId = await addMailbox(db, 'support', 'サポート窓口', 'support@minato.example')
  const agent = await addAccount(db, {
    name: '伊藤 美咲',
    email: 'ito@minato.example',
    title: 'オペレーター',
  })
  const supervisor = await addAccount(db, {
    name: '佐藤 恵',
    email: 'sato@minato.example',
    title: '係長代理',
  })
  const englishSupervisor = await addAccount(db, {
    name: 'Emma Clarke',
    email: 'emma@minato.example',
    title: '',
    locale: 'en',
    time_zone: 'Europe/London',
  })
  const stranger = await addAccount(db, { name: '長谷川 亮', email: 'hasegawa@minato.example', title: '' })
  for (const [accountId, role] of [
    [agent, 'agent'],
    [supervisor, 'supervisor'],
    [englishSupervisor, 'supervisor'],
  ] as const) {
    await db
      .insertInto('memberships')
      .values({ mailbox_id: mailboxId, account_id: accountId, group_id: null, role })
      .execute()
  }
  const threadId = await addThread(db, mailboxId, {
    subject: '複合機の納期遅れについて',
    customer: { name: '山口 花子', address: 'hanako@shop.example' },
    text: '先週も同じお問い合わせをいたしました。\n\n2026年11月19日(木) 10:00 support@minato.example:\n> 前回の回答です。',
  })
  const clock = { now: START }
  return {
    db,
    clock,
    mailboxId,
    threadId,
    people: { agent, supervisor, englishSupervisor, stranger },
    viewer: (accountId: number) => viewerOf(db, accountId),
    /** The agent comments on the thread. */
    mention: async (body: string): Promise<number> => {
      const viewer = await viewerOf(db, agent)
      const added = await addComment(db, viewer, { threadId, messageId: null, body }, clock.now)
      if ('refused' in added) throw new Error(added.refused)
      return added.commentId
    },
    /** What the mails are made with, apart from the way out. */
    sender: (send: NotificationSender['transport']['send']): NotificationSender => ({
      transport: { send },
      from: { name: 'hoshin', address: 'notify@minato.example' },
      publicUrl: 'https://support.minato.example',
      secret: 'a secret of this test',
      clock: () => clock.now,
    }),
  }
}

async function viewerOf(db: Db, accountId: number): Promise<Viewer> {
  const viewer = await loadViewer(db, accountId)
  if (!viewer) throw new Error(`account ${accountId} is not there`)
  return viewer
}

export async function addMailbox(db: Db, key: string, name: string, address: string): Promise<number> {
  const { id } = await db
    .insertInto('mailboxes')
    .values({
      key,
      name,
      address,
      time_zone: 'Asia/Tokyo',
      signature: '',
      retired_at: null,
      created_at: START,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function addAccount(
  db: Db,
  person: { name: string; email: string; title: string; locale?: 'ja' | 'en'; time_zone?: string },
): Promise<number> {
  const { id } = await db
    .insertInto('accounts')
    .values({
      reading: '',
      locale: 'ja',
      time_zone: 'Asia/Tokyo',
      ...person,
      password_hash: null,
      admin_since: null,
      disabled_at: null,
      created_at: START,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function addThread(
  db: Db,
  mailboxId: number,
  first: { subject: string; customer: { name: string; address: string }; text: string },
): Promise<number> {
  const { subject, customer, text } = first
  const { id: customerId } = await customerOf(db, customer.address, customer.name, START)
  const { id } = await db
    .insertInto('threads')
    .values({
      mailbox_id: mailboxId,
      subject,
      subject_key: subject,
      status: 'new',
      customer_id: customerId,
      last_from: customer.name,
      excerpt: text.slice(0, 140),
      last_at: START,
      first_at: START,
      created_at: START,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertMessage(db, {
    thread_id: id,
    mailbox_id: mailboxId,
    direction: 'inbound',
    kind: 'mail',
    problem: null,
    subject,
    from_name: customer.name,
    from_address: customer.address,
    recipients: { to: [], cc: [], bcc: [], replyTo: [] },
    date: START,
    received_at: START,
    message_id: null,
    in_reply_to: null,
    references: [],
    excerpt: text.slice(0, 140),
    raw_blob_id: null,
    raw_sha256: '',
    raw_size: 0,
    placed_by: 'first',
    author_id: null,
    remote_images: 0,
    created_at: START,
    text,
    html: null,
    attachments: [],
  })
  return id
}

/** A way out that keeps what it is given and answers as told. */
export function recordingTransport(answer: () => SmtpOutcome = () => ({ accepted: { reply: '250 ok' } })) {
  const sent: { to: string[]; raw: Uint8Array }[] = []
  const send: NotificationSender['transport']['send'] = async ({ envelope, raw }) => {
    sent.push({ to: [...envelope.to], raw })
    return answer()
  }
  return { sent, send }
}
