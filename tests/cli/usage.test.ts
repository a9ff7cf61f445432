import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { hoshin, workplace } from './hoshin.ts'

const place = workplace()
after(() => place.remove())

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

describe('the command line', () => {
  it('says its version and ends well', async () => {
    assert.deepEqual(await hoshin(['--version']), { code: 0, out: Buffer.from(`${version}\n`), err: '' })
  })

  it('names every command, the exit codes and the configuration in its help', async () => {
    const { code, out, err } = await hoshin(['--help'])
    assert.equal(code, 0)
    assert.equal(err, '')
    for (const word of [
      'serve',
      'ingest',
      'migrate',
      'doctor',
      'account',
      'export',
      'message',
      'HOSHIN_CONFIG',
      '2 wrong usage',
    ])
      assert.ok(out.includes(word), word)
  })

  for (const [what, args, words] of [
    ['an unknown command', ['serv'], /unknown command 'serv'/],
    ['an unknown option', ['export', '--format', 'jsonl', '--quick'], /unknown option '--quick'/],
    ['no command at all', [], /Usage: hoshin/],
    ['half a command', ['account'], /Usage: hoshin account/],
    ['an unknown format', ['export', '--format', 'mbox'], /mbox.*jsonl/],
    ['a role that serve does not have', ['serve', '--role', 'mail'], /mail.*web, worker, all/],
    ['ingest without --once', ['ingest'], /--once/],
    ['a number that is none', ['message', 'raw', 'x'], /whole number/],
    [
      'a role that is none',
      ['account', 'add', '--email', 'a@b.jp', '--name', 'a', '--mailbox', 'support'],
      /KEY:role/,
    ],
  ] as const) {
    it(`ends with 2 and says so on stderr for ${what}`, async () => {
      const { code, out, err } = await hoshin(args)
      assert.equal(code, 2)
      assert.equal(out.toString(), '')
      assert.match(err, words)
      assert.doesNotMatch(err, /\n\s+at /)
    })
  }
})

describe('the configuration', () => {
  it('that is wrong ends the command with 2, the key, what was found and what is expected', async () => {
    const path = place.config('[listen]\nport = "eighty"\n', 'wrong.toml')
    const { code, err } = await hoshin(['--config', path, 'migrate'])
    assert.equal(code, 2)
    assert.match(err, /listen\.port: found "eighty", expected a port number from 1 to 65535/)
    assert.doesNotMatch(err, /\n\s+at /)
  })

  it('that is missing is named, with the example to begin with', async () => {
    const { code, err } = await hoshin(['doctor', '--config', '/nowhere/hoshin.toml'])
    assert.equal(code, 2)
    assert.match(err, /\/nowhere\/hoshin\.toml: found no such file.*hoshin\.example\.toml/)
  })

  it('is named by HOSHIN_CONFIG when the command line names none', async () => {
    const { code, err } = await hoshin(['export'], { HOSHIN_CONFIG: '/elsewhere/hoshin.toml' })
    assert.equal(code, 2)
    assert.match(err, /\/elsewhere\/hoshin\.toml/)
  })

  it('is the one of the command line when both name one', async () => {
    const { err } = await hoshin(['export', '-c', '/first.toml'], { HOSHIN_CONFIG: '/second.toml' })
    assert.match(err, /\/first\.toml/)
    assert.doesNotMatch(err, /\/second\.toml/)
  })
})

describe('hoshin doctor before the first start', () => {
  it('says that there is no database yet, and makes none', async () => {
    const database = join(place.folder, 'data', 'hoshin.db')
    const path = place.config(`[database]\nurl = ${JSON.stringify(`sqlite:${database}`)}\n`, 'first.toml')
    const { code, out } = await hoshin(['doctor', '-c', path])
    assert.equal(code, 0)
    assert.match(
      out.toString(),
      /^note {2}database: \S+hoshin\.db is not there yet; `hoshin serve` makes it\.$/m,
    )
    assert.equal(existsSync(join(place.folder, 'data')), false)
  })

  it('says that one cannot be made where a file stands in the way', async () => {
    const file = place.config('', 'file')
    const url = JSON.stringify(`sqlite:${join(file, 'data', 'hoshin.db')}`)
    const path = place.config(`[database]\nurl = ${url}\n`, 'blocked.toml')
    const { code, out } = await hoshin(['doctor', '-c', path])
    assert.equal(code, 1)
    assert.match(out.toString(), /^WRONG database: .*a part is a file, not a folder/m)
  })
})
