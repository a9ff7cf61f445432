import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { loadConfig } from '../config/config.ts'
import { openReady } from '../src/db/open-ready.ts'
import { silentLog } from '../src/log.ts'
import { startHoshin } from '../src/main.ts'
import { workplace } from './cli/hoshin.ts'
import { mailConfig } from './cli/mail-config.ts'
import { until } from './support/deadline.ts'
import { type Dovecot, startDovecot } from './support/dovecot.ts'
import { missing } from './support/missing.ts'
import { type SmtpSink, startSmtpSink } from './support/smtp-sink.ts'

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

function configured(name: string) {
  const { user, pass } = dovecot.user(name)
  const mailbox = { key: name, imap: { port: dovecot.port, user, password: pass }, smtpPort: sink.port }
  const path = place.config(mailConfig(join(place.folder, `${name}.db`), [mailbox]), `${name}.toml`)
  const config = loadConfig({ path, env: {} })
  return { ...config, listen: { ...config.listen, port: 0, url: 'http://127.0.0.1:0' } }
}

async function subjects(url: string): Promise<string[]> {
  const { db } = await openReady(url)
  const rows = await db.selectFrom('messages').select('subject').orderBy('id').execute()
  await db.destroy()
  return rows.map((row) => row.subject)
}

async function leases(url: string): Promise<string[]> {
  const { db } = await openReady(url)
  const rows = await db.selectFrom('leases').select('name').where('name', 'like', 'poll %').execute()
  await db.destroy()
  return rows.map((row) => row.name)
}

describe('hoshin, put together', { skip: missing('dovecot') }, () => {
  it('takes in mail as it comes, answers at the address it says, and stops while servers hold their lines', async () => {
    const config = configured('all')
    const running = await startHoshin(config, { log: silentLog })
    try {
      assert.match(running.url ?? '', /^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
      dovecot.deliver('all', 'Subject: first\r\n\r\n1\r\n')
      await until(async () => (await subjects(config.databaseUrl)).length === 1, {
        deadline: 20_000,
        every: 100,
        what: 'the mail to be taken in',
      })
      assert.equal((await fetch(`${running.url}/health`)).status, 200)
    } finally {
      await running.stop()
    }
    await assert.rejects(fetch(`${running.url}/health`))
  })

  it('as a worker listens nowhere, and as web alone takes in nothing', async () => {
    const config = configured('apart')
    dovecot.deliver('apart', 'Subject: waiting\r\n\r\n1\r\n')
    const web = await startHoshin(config, { role: 'web', log: silentLog })
    assert.deepEqual(await leases(config.databaseUrl), [])
    assert.equal((await fetch(`${web.url}/health`)).status, 200)
    const worker = await startHoshin(config, { role: 'worker', log: silentLog })
    assert.equal(worker.url, null)
    await until(async () => (await subjects(config.databaseUrl)).length === 1, {
      deadline: 20_000,
      every: 100,
      what: 'the worker to take the mail in',
    })
    await worker.stop()
    // Whoever polls holds a lease from its first moment on.
    assert.deepEqual(await leases(config.databaseUrl), [])
    await web.stop()
  })

  it('closes everything again when it cannot listen', async () => {
    const first = await startHoshin(configured('first'), { role: 'web', log: silentLog })
    const port = Number(new URL(first.url ?? '').port)
    const config = configured('second')
    await assert.rejects(
      startHoshin({ ...config, listen: { ...config.listen, port } }, { log: silentLog }),
      /^Error: Port \d+ of 127\.0\.0\.1 is in use/,
    )
    // SQLite leaves its log beside a database that is still open.
    assert.equal(existsSync(join(place.folder, 'second.db')), true)
    assert.equal(existsSync(join(place.folder, 'second.db-wal')), false)
    await first.stop()
  })
})
