import type { Db } from '../../src/db/database.ts'
import { packBytes, storeBlob } from '../../src/message/blob.store.ts'

export const raw = Buffer.from(
  'Message-ID: <reply@example.com>\r\nSubject: Re: x\r\n\r\nお世話になっております。\r\n',
)

/** A mailbox with one thread and its agent. */
export async function seedThread(
  db: Db,
): Promise<{ mailboxId: number; threadId: number; accountId: number }> {
  const account = {
    name: '佐藤 花子',
    reading: 'さとう はなこ',
    email: 'hanako@example.com',
    title: '',
    password_hash: null,
  }
  const { id: accountId } = await db
    .insertInto('accounts')
    .values({
      ...account,
      locale: 'ja',
      time_zone: 'Asia/Tokyo',
      admin_since: null,
      disabled_at: null,
      created_at: 1,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const mailbox = {
    key: 'support',
    name: 'サポート',
    address: 'support@example.com',
    time_zone: 'Asia/Tokyo',
  }
  const { id: mailboxId } = await db
    .insertInto('mailboxes')
    .values({ ...mailbox, signature: '', retired_at: null, created_at: 1 })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: threadId } = await db
    .insertInto('threads')
    .values({
      ...{
        mailbox_id: mailboxId,
        subject: 'x',
        subject_key: 'x',
        status: 'in_progress',
        last_from: '',
        excerpt: '',
      },
      ...{ last_at: 1, first_at: 1, created_at: 1 },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { mailboxId, threadId, accountId }
}

/** A reply that waits in the outbox, due at `dueAt`; returns its outbox id. */
export async function seedReply(
  db: Db,
  { mailboxId, threadId, accountId }: Awaited<ReturnType<typeof seedThread>>,
  { to = 'yamada@example.jp', dueAt = 100 }: { to?: string; dueAt?: number } = {},
): Promise<number> {
  const packed = await packBytes(raw)
  const { id: messageId } = await db
    .insertInto('messages')
    .values({
      ...{ thread_id: threadId, mailbox_id: mailboxId, direction: 'outbound', kind: 'mail', problem: null },
      ...{ subject: 'Re: x', from_name: '', from_address: 'support@example.com', recipients: '{}', date: 1 },
      ...{
        received_at: 1,
        message_id: 'reply@example.com',
        in_reply_to: null,
        reference_ids: '[]',
        excerpt: '',
      },
      ...{ raw_blob_id: await storeBlob(db, packed, 1), raw_sha256: packed.sha256, raw_size: packed.size },
      ...{ placed_by: 'outbox', author_id: accountId, has_html: 0, remote_images: 0, created_at: 1 },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id } = await db
    .insertInto('outbox')
    .values({
      ...{ message_id: messageId, thread_id: threadId, mailbox_id: mailboxId, account_id: accountId },
      ...{ queued_by: accountId, queued_under: null },
      ...{
        form_token: crypto.randomUUID(),
        state: 'queued',
        state_at: 1,
        send_at: dueAt,
        next_try_at: dueAt,
      },
      envelope: JSON.stringify({ from: 'support@example.com', to: [to] }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const outboxRow = (db: Db, id: number) =>
  db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const eventKinds = async (db: Db) =>
  (
    await db.selectFrom('events').select('kind').where('thread_id', 'is not', null).orderBy('id').execute()
  ).map((event) => event.kind)

/** A reply that is due at once in this mailbox, on a thread of its own. */
export async function seedReplyFrom(db: Db, mailboxId: number, to: string): Promise<number> {
  const account = await db
    .insertInto('accounts')
    .values({
      ...{ name: to, reading: '', email: to, title: '', password_hash: null, locale: 'ja', created_at: 1 },
      ...{ time_zone: 'Asia/Tokyo', admin_since: null, disabled_at: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const thread = await db
    .insertInto('threads')
    .values({
      ...{ mailbox_id: mailboxId, subject: to, subject_key: to, status: 'in_progress' },
      ...{ last_from: '', excerpt: '', last_at: 1, first_at: 1, created_at: 1 },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return seedReply(db, { mailboxId, threadId: thread.id, accountId: account.id }, { to })
}
