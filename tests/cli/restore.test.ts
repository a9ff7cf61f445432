import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Db } from '../../src/db/database.ts'
import { openReady } from '../../src/db/open-ready.ts'
import { openSqliteFile } from '../../src/db/sqlite-file.ts'
import { openPlace, type Place, rowsOf } from '../backup/running-server.ts'
import { outboxRow, seedReplyFrom } from '../outbox/outbox-rows.ts'
import { HOUR } from '../support/cast.ts'
import { hoshin, hoshinCommand } from './hoshin.ts'

describe('hoshin restore', () => {
  let place: Place
  let replyId: number
  before(async () => {
    place = await openPlace()
    replyId = await seedReplyFrom(place.db, place.cast.support, 'customer@shop.example')
    assert.equal((await hoshin(['-c', place.path, 'backup', named('good.db')])).code, 0)
  })
  after(() => place.close())

  const named = (name: string) => join(place.folder, name)
  const restore = (...args: string[]) => hoshin(['-c', place.path, 'restore', ...args])
  const untouched = async (act: () => Promise<void>) => {
    await place.db.destroy()
    const bytes = readFileSync(place.database)
    const names = readdirSync(place.folder).toSorted()
    await act()
    assert.ok(readFileSync(place.database).equals(bytes))
    assert.deepEqual(readdirSync(place.folder).toSorted(), names)
    place.db = await reopened()
  }
  const reopened = async (): Promise<Db> => (await openReady(`sqlite:${place.database}`)).db

  it('refuses while a server runs, and changes nothing', async () => {
    const server = await place.serve()
    try {
      const { code, err } = await hoshinCommand(['-c', place.path, 'restore', named('good.db')], {
        cwd: place.folder,
      })
      assert.equal(code, 1)
      assert.match(err, /^Nothing was restored, .*hoshin\.db is in use\. Stop hoshin/)
      assert.equal((await fetch(`${server.url}/health`)).status, 200)
    } finally {
      await server.stop()
    }
  })

  it('refuses what is missing, damaged, cut, newer or not hoshin’s, each with its reason', async () => {
    const size = statSync(named('good.db')).size
    const made = (name: string, change: (path: string) => void): string => {
      copyFileSync(named('good.db'), named(name))
      change(named(name))
      return named(name)
    }
    const scribbled = made('scribbled.db', (path) => {
      const bytes = readFileSync(path)
      bytes.fill(0x5a, Math.floor(size / 2), Math.floor(size / 2) + 8192)
      writeFileSync(path, bytes)
    })
    const cut = made('cut.db', (path) => truncateSync(path, size - 20_000))
    const letter = made('letter.db', (path) => writeFileSync(path, 'Dear Sir or Madam, '.repeat(500)))
    const newer = made('newer.db', () => {})
    const later = openSqliteFile(newer, { readonly: false })
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2030')`.execute(later)
    await later.destroy()
    const foreign = made('foreign.db', (path) => {
      execFileSync('rm', [path])
      writeFileSync(path, '')
    })
    const other = openSqliteFile(foreign, { readonly: false })
    await sql`create table cats (name text)`.execute(other)
    await other.destroy()
    const orphaned = made('orphaned.db', () => {})
    const torn = openSqliteFile(orphaned, { readonly: false })
    await sql`pragma foreign_keys = off`.execute(torn)
    await sql`delete from mailboxes`.execute(torn)
    await torn.destroy()
    const changed = made('changed.db', () => {})
    const bent = openSqliteFile(changed, { readonly: false })
    await sql`update blobs set sha256 = 'x'`.execute(bent)
    await bent.destroy()

    await untouched(async () => {
      for (const [file, words] of [
        [named('nowhere.db'), /nowhere\.db is not there\./],
        [scribbled, /The file is damaged\. Take another backup\./],
        [cut, /The file is damaged\. Take another backup\./],
        [letter, /letter\.db is not an SQLite file/],
        [newer, /The file was made by a newer hoshin \(9999_later\)\. Install that version, then restore\./],
        [foreign, /foreign\.db is not a database of hoshin\./],
        [orphaned, /The file is damaged\..*lack their mailboxes/],
        [changed, /The file is damaged\..*the bytes of blob/],
        [place.database, /is the database itself/],
        [place.folder, /is a folder/],
      ] as const) {
        const { code, err, out } = await restore(file)
        assert.deepEqual([code, out.toString()], [1, ''], file)
        assert.match(err, /^Nothing was restored, and the present database was not touched: /)
        assert.match(err, words)
      }
      assert.equal((await restore()).code, 2)
    })
  })

  it('puts the backup in place, keeps what was there, says how to go back, and sends nothing twice', async () => {
    await addThread(place, 'came later')
    const before = await rowsOf(place.db, 'messages')
    const last = await addThread(place, 'the last')
    await place.db.updateTable('outbox').set({ state: 'sent' }).where('id', '=', replyId).execute()
    await place.db.destroy()

    const { code, out, err } = await restore(named('good.db'))
    assert.deepEqual({ code, err }, { code: 0, err: '' })
    const report = out.toString()
    assert.match(report, /^The database .*hoshin\.db was restored from .*good\.db \(of .*\) and verified\.\n/)
    assert.match(report, /Replies that a person must decide about: 1 /)
    const aside = /kept as (\S+)\.\n/.exec(report)?.[1] ?? ''
    assert.match(aside, /hoshin\.db\.before-restore-\d{8}-\d{6}$/)
    assert.ok(report.includes(`hoshin -c ${place.path} restore ${aside}`))

    const old = openSqliteFile(aside, { readonly: true })
    assert.deepEqual(await rowsOf(old, 'messages'), before)
    assert.equal((await old.selectFrom('threads').select('id').where('id', '=', last).execute()).length, 1)
    await old.destroy()
    place.db = await reopened()
    const good = openSqliteFile(named('good.db'), { readonly: true })
    assert.deepEqual(await rowsOf(place.db, 'messages'), await rowsOf(good, 'messages'))
    await good.destroy()
    assert.equal((await outboxRow(place.db, replyId)).state, 'uncertain')
    const next = await addThread(place, 'another')
    assert.equal(next, last + 1, 'numbers go on behind those of the database that was replaced')

    await place.db.destroy()
    assert.equal((await restore(aside)).code, 0, 'the way back that was named works')
    place.db = await reopened()
    assert.equal((await outboxRow(place.db, replyId)).state, 'sent')
    const subjects = (await place.db.selectFrom('threads').select('subject').execute()).map(
      (row) => row.subject,
    )
    assert.ok(subjects.includes('the last'))
  })

  it('replaces a database that is damaged beyond opening, and makes one where there is none', async () => {
    await place.db.destroy()
    writeFileSync(place.database, 'nothing that SQLite knows '.repeat(1000))
    const first = await restore(named('good.db'))
    assert.deepEqual([first.code, first.err], [0, ''])
    execFileSync('rm', [place.database])
    const second = await restore(named('good.db'))
    assert.deepEqual([second.code, /kept as/.test(second.out.toString())], [0, false])
    place.db = await reopened()
    assert.equal((await outboxRow(place.db, replyId)).state, 'uncertain')
  })

  it('takes along what a copied database has in its write-ahead log', async () => {
    // As somebody copies a database whose server was killed: the file and its log.
    const db = (await openReady(`sqlite:${named('killed.db')}`)).db
    await sql`pragma wal_autocheckpoint = 0`.execute(db)
    await db.insertInto('settings').values({ key: 'last-words', value: 'here' }).execute()
    for (const suffix of ['', '-wal']) copyFileSync(named(`killed.db${suffix}`), named(`copied.db${suffix}`))
    await db.destroy()
    await place.db.destroy()
    assert.equal((await restore(named('copied.db'))).code, 0)
    place.db = await reopened()
    const row = await place.db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', 'last-words')
      .execute()
    assert.deepEqual(row, [{ value: 'here' }])
    assert.ok(existsSync(named('copied.db-wal')), 'the backup itself is only read')
    await place.db.destroy()
    await restore(named('good.db'))
    place.db = await reopened()
  })

  it('a copy that is put to work by hand settles itself at the start', async () => {
    await place.db.destroy()
    copyFileSync(named('good.db'), place.database)
    const server = await place.serve()
    try {
      assert.match(server.said(), /this database was put back from a backup replies=1/)
      place.db = await reopened()
      assert.equal((await outboxRow(place.db, replyId)).state, 'uncertain')
    } finally {
      await server.stop()
    }
    const again = await place.serve()
    await again.stop()
    assert.doesNotMatch(again.said(), /was put back/, 'once')
  })

  it('--in-place settles what a snapshot brought back, and refuses while a server runs', async () => {
    await place.db
      .updateTable('outbox')
      .set({ state: 'queued', next_try_at: Date.now() + HOUR })
      .execute()
    const held = await restore('--in-place')
    assert.deepEqual([held.code, /is in use/.test(held.err)], [1, true])
    await place.db.destroy()
    const { code, out } = await restore('--in-place')
    assert.equal(code, 0)
    assert.match(out.toString(), /What must be done after a restore is done\.\nReplies .*: 1 /)
    place.db = await reopened()
    assert.equal((await outboxRow(place.db, replyId)).state, 'uncertain')
  })
})

async function addThread(place: Place, subject: string): Promise<number> {
  const { id } = await place.db
    .insertInto('threads')
    .values({
      ...{ mailbox_id: place.cast.support, subject, subject_key: subject, status: 'new' },
      ...{ last_from: '', excerpt: '', last_at: 1, first_at: 1, created_at: 1 },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
