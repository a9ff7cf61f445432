import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Db } from '../../src/db/database.ts'
import { openReady } from '../../src/db/open-ready.ts'
import { until } from '../support/deadline.ts'
import { freePort, isListening } from '../support/free-port.ts'
import { hoshin, hoshinCommand, startCommand, workplace } from './hoshin.ts'
import { withMails } from './stored-mail.ts'

const place = workplace()
after(() => place.remove())

let made = 0
async function configured({ port, url }: { port?: number; url?: string } = {}) {
  made += 1
  const taken = port ?? (await freePort())
  const database = url ?? `sqlite:${join(place.folder, `${made}.db`)}`
  const toml = `[listen]\nport = ${taken}\n[database]\nurl = ${JSON.stringify(database)}\n`
  return { path: place.config(toml, `${made}.toml`), port: taken, url: database }
}

describe('hoshin serve', () => {
  it('answers, and on SIGTERM closes its database and ends well although a browser keeps a connection', async () => {
    const { path, port } = await configured()
    const child = startCommand(['serve', '-c', path], { cwd: place.folder })
    const ended = once(child, 'close')
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      err += words
    })
    try {
      await until(() => err.includes(' info hoshin ready'), { deadline: 30_000, what: 'hoshin to be ready' })
      assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200)
      const idle = connect(port, '127.0.0.1')
      await once(idle, 'connect')
      idle.on('error', () => {})
      const began = performance.now()
      child.kill('SIGTERM')
      const [code, signal] = await ended
      assert.deepEqual({ code, signal }, { code: 0, signal: null })
      assert.ok(performance.now() - began < 10_000)
      assert.equal(await isListening(port), false)
      assert.match(err, / info hoshin stopped\n$/)
      // Closed rather than killed: SQLite leaves no write-ahead log behind.
      assert.equal(existsSync(join(place.folder, `${made}.db-wal`)), false)
    } finally {
      child.kill('SIGKILL')
    }
  })

  it('says in one sentence that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    assert.ok(typeof address === 'object' && address !== null)
    try {
      const { path } = await configured({ port: address.port })
      const { code, err } = await hoshinCommand(['serve', '-c', path], { cwd: place.folder })
      assert.equal(code, 1)
      const words = err.split('\n').filter((line) => line !== '' && !/ info hoshin /.test(line))
      assert.deepEqual(words, [
        `Port ${address.port} of 127.0.0.1 is in use by another program: stop that one, or set listen.port.`,
      ])
    } finally {
      other.close()
    }
  })
})

describe('a database that cannot be used', () => {
  const commands = [['serve'], ['migrate'], ['export'], ['message', 'raw', '1'], ['ingest', '--once']]

  it('because it was made by a newer hoshin stops every command with one sentence and is left as it was', async () => {
    const { path, url } = await configured()
    const { db } = await openReady(url)
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2030-01-01')`.execute(db)
    await db.destroy()
    for (const command of commands) {
      const { code, out, err } = await hoshin([...command, '-c', path])
      assert.deepEqual({ code, out: out.toString() }, { code: 1, out: '' })
      assert.match(err, /^The database \S+ was made by a newer hoshin \(it has 9999_later\)[^\n]*\.\n$/)
    }
  })

  it('because its server does not answer is named without its password', async () => {
    const port = await freePort()
    const { path } = await configured({ url: `postgres://me:s3cret@127.0.0.1:${port}/hoshin` })
    for (const command of [...commands, ['account', 'list']]) {
      const { code, err } = await hoshin([...command, '-c', path])
      assert.equal(code, 1)
      assert.equal(
        err,
        `The database postgres://me@127.0.0.1:${port}/hoshin cannot be reached: nothing answers there.\n`,
      )
    }
  })

  it('because it is no SQLite file is named', async () => {
    const file = join(place.folder, 'letter.db')
    writeFileSync(file, 'Dear Sir or Madam, '.repeat(500))
    const { path } = await configured({ url: `sqlite:${file}` })
    const { code, err } = await hoshin(['migrate', '-c', path])
    assert.deepEqual({ code, err }, { code: 1, err: `The database ${file} is not an SQLite file.\n` })
  })

  it('because it is missing is not made by a command that only reads', async () => {
    const { path, url } = await configured()
    const { code, err } = await hoshin(['export', '-c', path])
    assert.equal(code, 1)
    assert.match(err, /^There is no database .*\n$/)
    assert.equal(existsSync(url.slice('sqlite:'.length)), false)
  })

  it('shows where an unforeseen error comes from only with HOSHIN_DEBUG', async () => {
    const { path } = await configured({ url: `sqlite:${place.folder}` })
    const plain = await hoshin(['migrate', '-c', path])
    const debugging = await hoshin(['migrate', '-c', path], { HOSHIN_DEBUG: '1' })
    assert.equal(plain.code, 1)
    assert.doesNotMatch(plain.err, /\n\s+at /)
    assert.match(debugging.err, /\n\s+at /)
  })
})

describe('hoshin migrate', () => {
  it('makes the database once and then says that nothing is left to do', async () => {
    const { path } = await configured()
    const first = await hoshin(['migrate', '-c', path])
    const second = await hoshin(['migrate', '-c', path])
    assert.match(first.out.toString(), /at this version now\. Steps: 0001_accounts, /)
    assert.match(second.out.toString(), /is at this version already\./)
    assert.deepEqual([first.code, second.code], [0, 0])
  })

  it('finds a relative path from the folder it is started in', async () => {
    const { path } = await configured({ url: 'sqlite:here/hoshin.db' })
    const { code } = await hoshinCommand(['migrate', '-c', path], { cwd: place.folder })
    assert.equal(code, 0)
    assert.ok(existsSync(join(place.folder, 'here/hoshin.db')))
  })
})

describe('hoshin export into a pipe', () => {
  it('ends quietly when its reader goes away', async () => {
    const { path, url } = await configured()
    const { db } = await openReady(url)
    await fill(db, 3000)
    await db.destroy()
    const child = startCommand(['export', '-c', path], { cwd: place.folder })
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      err += words
    })
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const [code] = await once(child, 'close')
    assert.deepEqual({ code, err }, { code: 0, err: '' })
  })
})

async function fill(db: Db, count: number): Promise<void> {
  await withMails(db, ['Subject: one\r\n\r\ntext\r\n'])
  const { id: _, ...row } = await db.selectFrom('messages').selectAll().executeTakeFirstOrThrow()
  const copies = Array.from({ length: 500 }, () => ({ ...row, subject: 'x'.repeat(200) }))
  for (let n = 0; n < count; n += copies.length) await db.insertInto('messages').values(copies).execute()
}
