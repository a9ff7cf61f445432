import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { loadConfig } from '../config/config.ts'
import { type HeldMailbox, syncConfigured } from '../src/configured.ts'
import type { Db } from '../src/db/database.ts'
import { migrate } from '../src/db/migrate.ts'
import { openSqlite } from '../src/db/sqlite.ts'
import { silentLog } from '../src/log.ts'
import { parseMail } from '../src/mail/mime.ts'
import { startWorker } from '../src/worker.ts'
import { mailConfig } from './cli/mail-config.ts'
import { seedReplyFrom } from './outbox/outbox-rows.ts'
import { until } from './support/deadline.ts'
import { freePort } from './support/free-port.ts'
import { type SmtpSink, startSmtpSink } from './support/smtp-sink.ts'

describe('the worker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoshin-worker-'))
  let db: Db
  let silent: SmtpSink
  let talking: SmtpSink
  before(async () => {
    db = openSqlite(':memory:')
    await migrate(db)
    silent = await startSmtpSink({ stall: 'greeting' })
    talking = await startSmtpSink()
  })
  after(async () => {
    await talking.stop()
    await db.destroy()
    rmSync(folder, { recursive: true })
  })

  async function configured() {
    const closed = await freePort()
    const imap = (user: string) => ({ port: closed, user, password: 'x' })
    const file = join(folder, 'hoshin.toml')
    const written = mailConfig('unused.db', [
      { key: 'slow', imap: imap('slow'), smtpPort: silent.port },
      { key: 'quick', imap: imap('quick'), smtpPort: talking.port },
    ])
    writeFileSync(file, written.replace('language = "en"', 'language = "ja"'))
    const config = { ...loadConfig({ path: file, env: {} }), notifications: null }
    const mailboxes = await syncConfigured(db, config, silentLog, 1)
    return { config, mailboxes }
  }

  const idOf = (mailboxes: readonly HeldMailbox[], key: string) => {
    const found = mailboxes.find((mailbox) => mailbox.key === key)
    if (!found) throw new Error(`no mailbox ${key}`)
    return found.id
  }

  it('sends for one mailbox while the server of another keeps silent, and speaks the language of the configuration', async () => {
    const { config, mailboxes } = await configured()
    await seedReplyFrom(db, idOf(mailboxes, 'slow'), 'waiting@example.jp')
    await seedReplyFrom(db, idOf(mailboxes, 'quick'), 'first@example.jp')
    const worker = startWorker({
      ...{ config, db, mailboxes, log: silentLog, clock: Date.now, publicUrl: 'http://127.0.0.1:1' },
      reader: { parse: (raw) => parseMail(raw), attachment: async () => null, close: async () => {} },
      wake: () => {},
    })
    try {
      await talking.waitFor((mail) => mail.envelope.to.includes('first@example.jp'))
      // The round of the silent one goes on; the next reply does not wait for its end.
      await seedReplyFrom(db, idOf(mailboxes, 'quick'), 'second@example.jp')
      await talking.waitFor((mail) => mail.envelope.to.includes('second@example.jp'))
      const slow = await db
        .selectFrom('outbox')
        .select('state')
        .where('mailbox_id', '=', idOf(mailboxes, 'slow'))
        .executeTakeFirstOrThrow()
      assert.equal(slow.state, 'sending')

      const trouble = await until(async () => {
        const rows = await db.selectFrom('connections').select('error').where('way', '=', 'imap').execute()
        return rows.find((row) => row.error !== null)?.error
      })
      assert.match(trouble, /^IMAP サーバー 127\.0\.0\.1:\d+ に接続を拒否されました。/)
    } finally {
      await silent.stop()
      await worker.stop()
    }
  })
})
