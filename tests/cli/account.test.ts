import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { hoshin, hoshinCommand, workplace } from './hoshin.ts'
import { mailConfig } from './mail-config.ts'

const place = workplace()
after(() => place.remove())

let made = 0
function configured(): string {
  made += 1
  const mailboxes = ['support', 'billing'].map((key) => ({
    key,
    imap: { port: 143, user: key, password: 'x' },
    smtpPort: 25,
  }))
  return place.config(mailConfig(join(place.folder, `${made}.db`), mailboxes), `${made}.toml`)
}

const account = (args: readonly string[], path: string, input = '') =>
  hoshinCommand(['account', ...args, '-c', path], { cwd: place.folder, input })
const ito = [
  '--email',
  'Ito@Example.jp',
  '--name',
  '伊藤 恵',
  '--reading',
  'いとう めぐみ',
  '--password-stdin',
]

describe('hoshin account', () => {
  it('adds somebody with roles, who then stands in the list, and changes their password', async () => {
    const path = configured()
    const roles = ['--mailbox', 'support:agent', 'billing:supervisor', '--title', '係長', '--admin']
    const added = await account(['add', ...ito, ...roles], path, 'a good long password\n')
    assert.deepEqual(
      { code: added.code, out: added.out.toString() },
      { code: 0, out: 'ito@example.jp can sign in now.\n' },
    )
    const list = await hoshin(['account', 'list', '-c', path])
    assert.equal(
      list.out.toString(),
      'ito@example.jp\t伊藤 恵\t係長\tadmin billing:supervisor support:agent\n',
    )
    const changed = await account(
      ['passwd', 'ITO@example.jp', '--password-stdin'],
      path,
      'another long password',
    )
    assert.equal(changed.code, 0, changed.err)
    const twice = await account(['add', ...ito], path, 'a good long password\n')
    assert.deepEqual([twice.code, twice.err], [1, 'There is an account ito@example.jp already.\n'])
  })

  it('gives a role in a mailbox and takes it away, and names what there is none of', async () => {
    const path = configured()
    await account(['add', ...ito, '--mailbox', 'support:read_only'], path, 'a good long password\n')
    const role = (...args: string[]) => hoshin(['mailbox', 'role', ...args, '-c', path])
    const said = async (...args: string[]) => {
      const { code, out, err } = await role(...args)
      return [code, out.toString() + err]
    }
    const whose = 'ito@example.jp'
    assert.deepEqual(await said('support', whose, 'assistant'), [
      0,
      `${whose} is assistant in support now.\n`,
    ])
    const list = await hoshin(['account', 'list', '-c', path])
    assert.match(list.out.toString(), /\tsupport:assistant\n/)
    assert.deepEqual(await said('support', whose, 'none'), [0, `${whose} has no role in support now.\n`])
    assert.deepEqual(await said('support', '@無い', 'agent'), [1, 'There is no group 無い.\n'])
    assert.equal((await role('sales', whose, 'agent')).code, 2)
    assert.equal((await role('support', whose, 'boss')).code, 2)
  })

  it('refuses a password that is too short, and says how long it must be', async () => {
    const { code, err } = await account(['add', ...ito], configured(), 'short\n')
    assert.deepEqual(
      { code, err },
      { code: 1, err: 'The password is too short: it needs 10 characters or more.\n' },
    )
  })

  it('does not wait for a password where there is no terminal', async () => {
    const { code, err } = await account(['add', ...ito.slice(0, -1)], configured())
    assert.equal(code, 2)
    assert.match(err, /no terminal .*--password-stdin/)
  })

  it('names what is wrong in an address, a zone or a mailbox, and ends with 2', async () => {
    const path = configured()
    const wrong = async (...args: string[]) =>
      await hoshin(['account', 'add', '--name', 'a', ...args, '-c', path])
    for (const [args, words] of [
      [['--email', 'nobody'], /--email: found nobody/],
      [['--email', 'a@example.jp', '--time-zone', 'Mars/Base'], /--time-zone: found Mars\/Base/],
      [
        ['--email', 'a@example.jp', '--mailbox', 'sales:agent'],
        /--mailbox: found sales, .*\(billing, support\)/,
      ],
    ] as const) {
      const { code, err } = await wrong(...args)
      assert.equal(code, 2)
      assert.match(err, words)
    }
  })

  it('says that there is no such account', async () => {
    const path = configured()
    await hoshin(['migrate', '-c', path])
    const { code, err } = await hoshin(['account', 'passwd', 'no@example.jp', '-c', path])
    assert.deepEqual({ code, err }, { code: 1, err: 'There is no account no@example.jp.\n' })
  })
})
