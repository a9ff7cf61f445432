import { loadViewer } from '../../src/access/viewer.store.ts'
import type { Db } from '../../src/db/database.ts'
import { queueReply } from '../../src/outbox/queue-reply.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { seed } from '../web/seed.ts'

export type Office = { accountId: number; mailboxId: number; cookie: string }

/** A mailbox with so many threads, whose agent answers one by one. Its key is that of {@link sendingConfig}. */
export async function openOffice(db: Db, threads: number): Promise<Office> {
  const { mailboxId, cookie } = await seed(db, threads, Date.now())
  const { id } = await db.selectFrom('accounts').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
  await db.updateTable('mailboxes').set({ key: 'bench' }).execute()
  // No account's own thread, and in nobody's hands: each may answer.
  await db.updateTable('threads').set({ assignee_id: null, folder: 'inbox' }).execute()
  return { accountId: id, mailboxId, cookie }
}

/** Puts an answer on this thread into the outbox as the page does. @param wait ms until it may go */
export async function answer(
  db: Db,
  { accountId }: Office,
  {
    threadId,
    wait,
    text = 'お世話になっております。ご案内いたします。',
  }: { threadId: number; wait: number; text?: string },
): Promise<{ outboxId: number; at: number }> {
  const viewer = await loadViewer(db, accountId)
  if (!viewer) throw new Error('the agent is not there')
  const queued = await queueReply(
    db,
    viewer,
    {
      threadId,
      ...{
        to: `山口 花子 <c${threadId}@shop.example.com>`,
        cc: '',
        bcc: '',
        subject: `Re: ご注文 ${threadId}`,
      },
      ...{ body: text, formToken: `bench-${threadId}-${Date.now()}-${Math.random()}` },
      ...{ threadVersion: await lastEventId(db, threadId), after: 'done', pause: wait },
    },
    Date.now(),
  )
  if ('refused' in queued) throw new Error(`thread ${threadId} was not answered: ${queued.refused}`)
  return { outboxId: queued.outboxId, at: queued.sendAt }
}

/** The configuration of a server that sends the office's mail to this SMTP server. */
export function sendingConfig({
  databaseUrl,
  smtp,
  port,
}: {
  databaseUrl: string
  smtp: number
  port: number
}): string {
  return `
[listen]
port = ${port}
[database]
url = ${JSON.stringify(databaseUrl)}
[mailbox.bench]
name = "Bench"
address = "bench@hoshin.example"
[mailbox.bench.imap]
host = "127.0.0.1"
port = 9
tls = "none"
user = "bench"
password = "bench"
[mailbox.bench.smtp]
host = "127.0.0.1"
port = ${smtp}
tls = "none"
sent_copy = "server"
`
}
