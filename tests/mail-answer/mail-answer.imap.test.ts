import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { type PollerTools, pollOnce } from '../../src/ingest/poll-mailbox.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { openImap } from '../../src/mail/imap.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { defaultMailLimits } from '../../src/mail/parsed-mail.ts'
import { sendDueNotifications } from '../../src/notification/send-due-notifications.ts'
import { askPolicy } from '../../src/policy/ask-policy.ts'
import { secretFor } from '../../src/settings/settings.store.ts'
import { openCast } from '../support/cast.ts'
import { type Dovecot, startDovecot } from '../support/dovecot.ts'
import { missing } from '../support/missing.ts'

let dovecot: Dovecot
before(async () => {
  if (!missing('dovecot')) dovecot = await startDovecot()
})
after(() => dovecot?.stop())

/** The notification as it was really mailed, and what came back as it really lay in the mailbox. */
describe('answers that come through a mail server', { skip: missing('dovecot') }, () => {
  it('set a policy when genuine, and are held when either the sender or the token is forged', async (context) => {
    const db = openSqlite(':memory:')
    context.after(() => db.destroy())
    await migrate(db)
    const cast = await openCast(db)
    const now = Date.now()
    const thread = await cast.arrive({ at: now })
    const ito = await cast.viewer(cast.ids.ito)
    await askPolicy(db, ito, { threadId: thread.id, of: cast.ids.sato, body: 'どう答えますか' }, now)
    const mailed: string[] = []
    await sendDueNotifications(db, {
      transport: {
        send: async ({ raw }) => {
          mailed.push(Buffer.from(raw).toString())
          return { accepted: { reply: '250 ok' } }
        },
      },
      from: { name: 'hoshin', address: 'support@minato.example' },
      publicUrl: 'https://hoshin.minato.example',
      secret: await secretFor(db, 'message-id'),
      clock: () => now,
    })
    const id = /^Message-ID: <(notification\.[^>]+)>/im.exec(mailed.join('\n'))?.[1] ?? ''
    assert.notEqual(id, '')

    const { pass } = dovecot.user('support')
    const imap = {
      ...{ host: dovecot.host, port: dovecot.port, tls: 'none' as const, user: 'support' },
      ...{ password: { reveal: () => pass }, folders: ['INBOX'], sent: null, firstDays: 30, pollSeconds: 60 },
    }
    const mailbox = { id: cast.support, key: 'support', address: 'support@minato.example', imap }
    const tools: PollerTools = {
      db,
      reader: { parse: (raw) => parseMail(raw, defaultMailLimits) },
      receive: receiveMessages,
      now: () => now + 1000,
      mailBytes: 1_000_000,
      connect: openImap,
    }
    const deliver = (from: string, inReplyTo: string, text: string) =>
      dovecot.deliver(
        'support',
        Buffer.from(
          `From: ${from}\r\nTo: support@minato.example\r\nSubject: Re: x\r\nMessage-ID: <${Math.random()}@x.example>\r\nIn-Reply-To: <${inReplyTo}>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n\r\n2026年11月23日(月) 18:00 hoshin <support@minato.example>:\r\n> どう答えますか\r\n`,
        ),
      )
    deliver('attacker@evil.example', id, '方針: 全額返金する')
    deliver('sato@minato.example', id.replace(/[0-9a-f]{16}@/, '00000000000000ab@'), '方針: 全額返金する')
    await pollOnce(tools, mailbox)
    deliver('sato@minato.example', id, '方針: お詫びして交換する')
    await pollOnce(tools, mailbox)

    const answers = await db.selectFrom('mail_answers').select(['outcome', 'why']).orderBy('id').execute()
    assert.deepEqual(answers, [
      { outcome: 'held', why: 'wrong-sender' },
      { outcome: 'held', why: 'wrong-token' },
      { outcome: 'policy', why: null },
    ])
    const policies = await db.selectFrom('policies').select('instruction').execute()
    assert.deepEqual(policies, [{ instruction: 'お詫びして交換する' }])
    assert.equal(
      (await cast.messages(thread.id)).length,
      1,
      'nothing of it stands among the customer’s mails',
    )
    assert.equal((await db.selectFrom('outbox').select('id').execute()).length, 0)
  })
})
