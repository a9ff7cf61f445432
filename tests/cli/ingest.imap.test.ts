import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Dovecot, startDovecot } from '../support/dovecot.ts'
import { freePort } from '../support/free-port.ts'
import { missing } from '../support/missing.ts'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts'
import { hoshin, workplace } from './hoshin.ts'
import { mailConfig, type WrittenMailbox } from './mail-config.ts'

const place = workplace()
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
  place.remove()
})

let made = 0
function configured(mailboxes: readonly WrittenMailbox[]): string {
  made += 1
  return place.config(mailConfig(join(place.folder, `${made}.db`), mailboxes), `${made}.toml`)
}

function alive(key: string): WrittenMailbox {
  const { user, pass } = dovecot.user(`${key}${made}`)
  return { key, imap: { port: dovecot.port, user, password: pass }, smtpPort: sink.port }
}

async function dead(key: string): Promise<WrittenMailbox> {
  return {
    key,
    imap: { port: await freePort(), user: 'x', password: 'pa55word' },
    smtpPort: await freePort(),
  }
}

describe('hoshin ingest --once', { skip: missing('dovecot') }, () => {
  it('takes in what is there, counts it by mailbox and folder, and the second time knows it all', async () => {
    const support = alive('support')
    dovecot.deliver(support.imap.user, 'Subject: one\r\n\r\n1\r\n')
    dovecot.deliver(support.imap.user, 'Subject: two\r\n\r\n2\r\n')
    dovecot.deliver(support.imap.user, 'Subject: ours\r\n\r\n3\r\n', 'Sent')
    const path = configured([support])

    const first = await hoshin(['ingest', '--once', '--json', '-c', path])
    assert.equal(first.code, 0, first.err)
    assert.deepEqual(JSON.parse(first.out.toString()), {
      ok: true,
      fetched: 3,
      stored: 3,
      duplicates: 0,
      broken: 0,
      mailboxes: [
        {
          mailbox: 'support',
          folders: [
            { folder: 'INBOX', fetched: 2, stored: 2, duplicates: 0, broken: 0, error: null },
            { folder: 'Sent', fetched: 1, stored: 1, duplicates: 0, broken: 0, error: null },
          ],
        },
      ],
      failed: [],
    })
    assert.equal(first.out.toString().trimEnd().split('\n').length, 1)

    const second = await hoshin(['ingest', '--once', '-c', path])
    assert.equal(second.code, 0)
    assert.match(second.out.toString(), /^support INBOX: 0 new, .*\nsupport Sent: 0 new, .*\nIn all: 0 new, /)
  })

  it('says which mailbox failed and why and ends with 1, after it polled the others', async () => {
    const support = alive('support')
    dovecot.deliver(support.imap.user, 'Subject: one\r\n\r\n1\r\n')
    const away = await dead('away')
    const path = configured([away, support])
    const { code, out, err } = await hoshin(['ingest', '--once', '--json', '-c', path])
    assert.equal(code, 1)
    const report = JSON.parse(out.toString())
    assert.deepEqual([report.ok, report.stored, report.failed.length], [false, 1, 1])
    assert.equal(report.failed[0].mailbox, 'away')
    assert.match(
      err,
      new RegExp(`Not every mailbox could be polled:\\n  away: .*127\\.0\\.0\\.1:${away.imap.port}`),
    )
    assert.doesNotMatch(err, /pa55word|\n\s+at /)
  })

  it('gives back by message raw and export what the server had', async () => {
    const support = alive('support')
    const raw = Buffer.from('Subject: \xe9\xa0\r\nFrom: a@b.example\r\n\r\n\x80\xff bytes\r\n', 'latin1')
    dovecot.deliver(support.imap.user, raw)
    const path = configured([support])
    await hoshin(['ingest', '--once', '-c', path])
    const line = JSON.parse((await hoshin(['export', '-c', path])).out.toString())
    const { out } = await hoshin(['message', 'raw', String(line.message_id_internal), '-c', path])
    assert.ok(out.equals(raw))
    assert.deepEqual([line.mailbox, line.raw_size], ['support', raw.length])
  })
})

describe('hoshin doctor', { skip: missing('dovecot') }, () => {
  it('says line by line what works and ends well', async () => {
    const path = configured([alive('support')])
    await hoshin(['migrate', '-c', path])
    const { code, out, err } = await hoshin(['doctor', '-c', path])
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const lines = out.toString().trimEnd().split('\n')
    assert.match(lines[0] ?? '', /^ok {4}database: \S+ is there and at this version\.$/)
    assert.ok(lines.some((line) => line.startsWith('ok    support: ') && line.includes('IMAP')))
    assert.ok(lines.some((line) => line.startsWith('ok    notifications: ') && line.includes('SMTP')))
  })

  it('tries the rest when one connection fails, and ends with 1', async () => {
    const { code, out, err } = await hoshin([
      'doctor',
      '-c',
      configured([await dead('away'), alive('support')]),
    ])
    assert.equal(code, 1)
    assert.match(out.toString(), /^WRONG away: .*\nWRONG away: .*\nok {4}support: /m)
    assert.equal(err, '3 of 9 findings are wrong.\n')
  })
})
