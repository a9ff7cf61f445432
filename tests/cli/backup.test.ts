import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openSqliteFile } from '../../src/db/sqlite-file.ts'
import { keepCommenting, openPlace, type Place, rowsOf } from '../backup/running-server.ts'
import { until } from '../support/deadline.ts'
import { fromSource, hoshin, hoshinCommand, startCommand } from './hoshin.ts'

const PATIENCE = 60_000

describe('hoshin backup', () => {
  let place: Place
  before(async () => {
    place = await openPlace()
    await place.fill(40)
  })
  after(() => place.close())

  const backup = (...args: string[]) => hoshin(['-c', place.path, 'backup', ...args])
  const named = (name: string) => join(place.folder, name)
  const parts = () => readdirSync(place.folder).filter((name) => name.includes('.part'))

  it('holds all that was committed when it began, row by row, while the server goes on writing', async () => {
    const server = await place.serve()
    const file = named('under-load.db')
    try {
      const comments = await keepCommenting(place, server.url)
      await until(() => comments.posted() >= 5, { deadline: PATIENCE })
      const committed = await rowsOf(place.db, 'comments')
      const { code, out, err } = await hoshinCommand(['-c', place.path, 'backup', '--full', file], {
        cwd: place.folder,
      })
      assert.deepEqual({ code, err }, { code: 0, err: '' })
      assert.match(out.toString(), /holds everything until .* and was verified \(4\d\.\d MB\)/)
      await comments.end()

      const copy = openSqliteFile(file, { readonly: true })
      const copied = await rowsOf(copy, 'comments')
      const live = await rowsOf(place.db, 'comments')
      assert.deepEqual(copied.slice(0, committed.length), committed)
      assert.deepEqual(copied, live.slice(0, copied.length), 'a state that there was, and not a mixture')
      assert.ok(live.length > copied.length, 'comments were written meanwhile')
      for (const table of ['events', 'messages', 'blobs'] as const) {
        const rows = await rowsOf(copy, table)
        assert.deepEqual(rows, (await rowsOf(place.db, table)).slice(0, rows.length), table)
      }
      await copy.destroy()
      assert.equal(existsSync(`${file}-wal`), false, 'it is one file')
      assert.equal(statSync(file).mode & 0o777, 0o600, 'only its owner may read all mail')
    } finally {
      await server.stop()
    }
  })

  it('killed in the middle leaves the earlier backup as it was and nothing under the final name', async () => {
    const earlier = named('earlier.db')
    assert.equal((await backup(earlier)).code, 0)
    const bytes = readFileSync(earlier)
    for (const [file, force] of [
      [earlier, '--force'],
      [named('never.db'), '--full'],
    ] as const) {
      const child = startCommand(['-c', place.path, 'backup', force, file], { cwd: place.folder })
      await until(() => parts().some((name) => statSync(named(name)).size > 4_000_000), {
        deadline: PATIENCE,
        every: 1,
        what: 'the copy to grow',
      })
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    assert.ok(readFileSync(earlier).equals(bytes))
    assert.equal(existsSync(named('never.db')), false)
    assert.equal((await backup(named('never.db'))).code, 0, 'what was left behind is in nobody’s way')
  })

  it('stopped by Ctrl-C says so and leaves nothing behind', async () => {
    const left = parts()
    const child = startCommand(['-c', place.path, 'backup', named('stopped.db')], { cwd: place.folder })
    let err = ''
    child.stderr.on('data', (chunk) => (err += String(chunk)))
    await until(() => parts().length > left.length, { deadline: PATIENCE, every: 1 })
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    assert.deepEqual(await ended, [1, null])
    assert.match(err, /No backup was made: It was stopped before its end\./)
    assert.deepEqual(parts(), left)
    assert.equal(existsSync(named('stopped.db')), false)
  })

  it('on a disk that is full says so, ends with 1 and leaves nothing behind', async () => {
    const left = parts()
    const entry = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
    const command = [process.execPath, '--import', import.meta.resolve('tsx'), entry]
    // In units of 512 or 1024 bytes: a file may grow to 10 or 20 MB.
    const line = `ulimit -f 20480; exec "$@"`
    const args = ['-c', line, 'sh', ...command, '-c', place.path, 'backup', named('full.db')]
    const env = { ...process.env, ...fromSource }
    const child = spawn('sh', args, { cwd: place.folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let err = ''
    child.stderr.on('data', (chunk) => (err += String(chunk)))
    assert.deepEqual(await once(child, 'exit'), [1, null])
    assert.match(err, /^No backup was made: The disk /)
    assert.deepEqual(parts(), left)
    assert.equal(existsSync(named('full.db')), false)
  })

  it('refuses what it must not touch, each with its reason and the exit code 1', async () => {
    const there = named('there.db')
    writeFileSync(there, 'precious')
    mkdirSync(named('folder'))
    const refusals = [
      [there, /there\.db is there already\. Add --force to replace it\./],
      [named('no/such/folder.db'), /There is no folder .*no\/such\. Make it first\./],
      [named('folder'), /is a folder\. Name a file in it\./],
      [place.database, /is the database itself/],
      [`${place.database}-wal`, /is the database itself/],
    ] as const
    for (const [file, words] of refusals) {
      for (const args of file === there ? [[file]] : [[file], ['--force', file]]) {
        const { code, err } = await backup(...args)
        assert.equal(code, 1, file)
        assert.match(err, words)
      }
    }
    assert.equal(readFileSync(there, 'utf8'), 'precious')
    assert.equal((await backup()).code, 2)
  })

  it('says that it may not write into a folder', {
    skip: process.getuid?.() === 0 && 'root may',
  }, async () => {
    mkdirSync(named('locked'))
    chmodSync(named('locked'), 0o500)
    const { code, err } = await backup(named('locked/x.db'))
    assert.equal(code, 1)
    assert.match(err, /The folder .*locked cannot be written\./)
  })

  it('keeps an account of what it made, and of what another program made', async () => {
    await backup(named('noted.db'))
    await hoshin(['-c', place.path, 'backup', '--note', named('noted.db')])
    const rows = await place.db
      .selectFrom('backups')
      .select(['made_by', 'state', 'size', 'checked'])
      .orderBy('id', 'desc')
      .limit(2)
      .execute()
    const { size } = statSync(named('noted.db'))
    assert.deepEqual(rows, [
      { made_by: 'outside', state: 'good', size, checked: null },
      { made_by: 'command', state: 'good', size, checked: 'quick' },
    ])
    writeFileSync(named('empty.dump'), '')
    const { code, err } = await backup('--note', named('empty.dump'))
    assert.deepEqual([code, /is empty/.test(err)], [1, true])
  })

  it('with PostgreSQL says how, without the password, and does not look as if it had been done', async () => {
    const path = join(place.folder, 'postgres.toml')
    for (const language of ['ja', 'en']) {
      writeFileSync(path, `language = "${language}"\n[database]\nurl = "postgres://h:s3cret@db.example/h"\n`)
      const { code, err, out } = await hoshin(['-c', path, 'backup', 'nightly.dump'])
      assert.deepEqual([code, out.toString()], [2, ''])
      assert.match(err, /\n {2}pg_dump --format=custom --file=nightly\.dump postgres:\/\/h@db\.example\/h\n/)
      assert.match(err, language === 'ja' ? /PostgreSQL のツール/ : /its own tools/)
      assert.doesNotMatch(err, /s3cret/)
      const restore = await hoshin(['-c', path, 'restore', 'nightly.dump'])
      assert.equal(restore.code, 2)
      assert.match(restore.err, /\n {2}pg_restore .* nightly\.dump\n/)
      assert.doesNotMatch(restore.err, /s3cret/)
    }
  })
})
