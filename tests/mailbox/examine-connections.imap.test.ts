import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  type ExaminedMailbox,
  examineConnections,
  findingInWords,
} from '../../src/mailbox/examine-connections.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { type Dovecot, startDovecot } from '../support/dovecot.ts'
import { freePort } from '../support/free-port.ts'
import { missing } from '../support/missing.ts'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts'

let dovecot: Dovecot
let sink: SmtpSink
before(async () => {
  if (missing('dovecot')) return
  dovecot = await startDovecot()
  sink = await startSmtpSink()
})
after(async () => {
  await dovecot?.stop()
  await sink?.stop()
})

type Change = {
  imap?: Partial<ExaminedMailbox['imap']>
  smtp?: Partial<ExaminedMailbox['smtp']>
  appendSent?: boolean
}

function mailboxOf(user: string, change: Change = {}): ExaminedMailbox {
  const { pass } = dovecot.user(user)
  return {
    key: user,
    imap: {
      ...{ host: dovecot.host, port: dovecot.port, tls: 'none', user, password: { reveal: () => pass } },
      ...{ folders: ['INBOX'], sent: null, pollSeconds: 60 },
      ...change.imap,
    },
    smtp: { host: sink.host, port: sink.port, tls: 'none', login: null, ...change.smtp },
    appendSent: change.appendSent ?? true,
  }
}

const wordsOf = async (mailboxes: ExaminedMailbox[], locale: 'ja' | 'en' = 'en') =>
  (await examineConnections(mailboxes)).map(
    (finding) => `${finding.level} ${findingInWords(translatorFor(locale), finding)}`,
  )

describe('examining the connections', { skip: missing('dovecot') }, () => {
  it('says what works', async () => {
    const mailbox = mailboxOf('works')
    dovecot.deliver('works', 'Subject: a\r\n\r\n')
    assert.deepEqual(await wordsOf([mailbox]), [
      `good works can sign in at the IMAP server 127.0.0.1:${dovecot.port}.`,
      'good The folder "INBOX" can be read (1 mail).',
      'good The Sent folder is "Sent" (0 mails).',
      `good The SMTP server 127.0.0.1:${sink.port} is ready to send.`,
    ])
  })

  it('says which folder is missing, and which ones there are', async () => {
    const words = await wordsOf([mailboxOf('folders', { imap: { folders: ['受信'], sent: '送信済み' } })])
    assert.deepEqual(words.slice(1, 4), [
      'wrong There is no folder "受信" at the IMAP server 127.0.0.1. Check folders and sent in the configuration.',
      'wrong There is no folder "送信済み" at the IMAP server 127.0.0.1. Check folders and sent in the configuration.',
      'note Folders at the server: INBOX, Sent, Trash',
    ])
  })

  it('goes on to the next connection when one fails, in Japanese too', async () => {
    const port = await freePort()
    const broken = mailboxOf('broken', { imap: { password: { reveal: () => 'wr0ng' } }, smtp: { port } })
    const words = await wordsOf([broken, mailboxOf('fine')], 'ja')
    assert.match(words[0] ?? '', /^wrong IMAP サーバー 127\.0\.0\.1:\d+ に broken でサインインできません。/)
    assert.match(words[1] ?? '', /^wrong SMTP サーバー 127\.0\.0\.1:\d+ に接続を拒否されました。/)
    assert.match(words[2] ?? '', /^good IMAP サーバー .* に fine でサインインできました。/)
    assert.doesNotMatch(words.join(), /wr0ng/)
  })
})
