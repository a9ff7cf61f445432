import type { Config } from '../../config/config.ts'
import type { Db } from '../../src/db/database.ts'
import { pollNamed } from '../../src/ingest/poll-mailbox.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { type ImapConnection, openImap } from '../../src/mail/imap.ts'
import { allBytes } from '../../src/mail/mail-bytes.ts'
import type { MailReader } from '../../src/mail/mail-reader.ts'
import type { SmtpWay } from '../../src/mail/smtp.ts'
import { sendDueNotifications } from '../../src/notification/send-due-notifications.ts'
import { appendDueMail } from '../../src/outbox/append-due.ts'
import { sendDueMail, type Ways } from '../../src/outbox/send-due.ts'
import { imapCopies } from '../../src/outbox/sent-copies.ts'
import { secretFor } from '../../src/settings/settings.store.ts'
import type { MailboxKey } from '../cast.ts'
import type { DemoSmtp } from '../smtp-sink.ts'
import { found, type Office } from './office.ts'

/** hoshin's own recurring work, done when the story says and at the time of the story. Instants are UTC ms. */
export type World = {
  /** Takes in what lies in the mailbox's INBOX. */
  poll(mailbox: MailboxKey, at: number): Promise<void>
  /** Sends every reply that is due by then. */
  sendReplies(at: number): Promise<void>
  /** Mails every notification that is due by then. */
  sendNotifications(at: number): Promise<void>
  /** Copies what was sent into the Sent folders, and takes note of the copies as the poller does. */
  keepCopies(at: number): Promise<void>
  close(): Promise<void>
}

type Parts = { db: Db; config: Config; reader: MailReader; smtp: Pick<DemoSmtp, 'take'>; office: Office }

/** Connects to the demo's servers once for all steps: connecting anew for each would take longer than the rest. */
export async function openWorld({ db, config, reader, smtp, office }: Parts): Promise<World> {
  const connections = new Map<MailboxKey, ImapConnection>()
  for (const [key, mailbox] of office.mailboxes) connections.set(key, await openImap(mailbox.imap))
  const transport = straightInto(smtp)
  const ways = waysOf(office, connections, transport)
  const { notifications } = config
  if (!notifications) throw new Error("the demo's notifications have no way out")
  const secret = await secretFor(db, 'message-id')

  const pollFolder = async (
    key: MailboxKey,
    folder: { name: string; role: 'inbox' | 'sent' },
    at: number,
  ) => {
    const tools = {
      db,
      reader,
      receive: receiveMessages,
      now: () => at,
      mailBytes: config.limits.mailBytes,
      connect: openImap,
    }
    await pollNamed(tools, found(connections, key), found(office.mailboxes, key), folder)
  }
  return {
    poll: (key, at) => pollFolder(key, { name: 'INBOX', role: 'inbox' }, at),
    async sendReplies(at) {
      const { failed, uncertain, queued } = await sendDueMail(db, ways, () => at)
      if (failed + uncertain + queued > 0) throw new Error('the SMTP sink did not take a reply')
    },
    async sendNotifications(at) {
      const sender = {
        transport,
        from: notifications.from,
        publicUrl: config.listen.url,
        secret,
        clock: () => at,
      }
      const { failed } = await sendDueNotifications(db, sender)
      if (failed > 0) throw new Error('the SMTP sink did not take a notification')
    },
    async keepCopies(at) {
      let counts: { appended: number; failed: number }
      do {
        counts = await appendDueMail(db, ways, () => at)
        if (counts.failed > 0) throw new Error('a copy could not be stored in Sent')
      } while (counts.appended > 0)
      for (const key of connections.keys()) await pollFolder(key, { name: 'Sent', role: 'sent' }, at)
    },
    async close() {
      for (const connection of connections.values()) await connection.close()
    },
  }
}

function waysOf(
  office: Office,
  connections: ReadonlyMap<MailboxKey, ImapConnection>,
  smtp: Pick<SmtpWay, 'send'>,
): Ways {
  return new Map(
    [...office.mailboxes].map(([key, { id, imap }]) => {
      const kept = async () => ({ ...found(connections, key), close: async () => {} })
      return [id, { smtp, copies: imapCopies(imap, imap.sent, kept) }]
    }),
  )
}

/** The way out of a story: the same bytes as by SMTP, at once. */
function straightInto(smtp: Pick<DemoSmtp, 'take'>): Pick<SmtpWay, 'send'> {
  return {
    async send({ envelope, raw, onBodyStart }) {
      await onBodyStart()
      const bytes = Buffer.from(await allBytes(raw))
      smtp.take({ envelope: { from: envelope.from, to: [...envelope.to] }, raw: bytes })
      return { accepted: { reply: '250 OK: message accepted' } }
    },
  }
}
