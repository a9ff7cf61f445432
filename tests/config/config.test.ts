import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { inspect } from 'node:util'
import { loadConfig, WrongConfig } from '../../config/config.ts'

let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoshin-config-'))
})
after(() => rmSync(folder, { recursive: true }))

const mailbox = (imap = '', smtp = '', rest = '') => `
[mailbox.support]
name = "サポート窓口"
address = "Support@Example.com"
${rest}
[mailbox.support.imap]
host = "imap.example.com"
user = "support"
${imap || 'password = "s3cret"'}
[mailbox.support.smtp]
host = "smtp.example.com"
${smtp}
`

function load(toml: string, env: Record<string, string> = {}) {
  const path = join(folder, 'hoshin.toml')
  writeFileSync(path, toml)
  return loadConfig({ path, env })
}

function problems(toml: string, env: Record<string, string> = {}) {
  try {
    load(toml, env)
  } catch (error) {
    if (error instanceof WrongConfig) return error
    throw error
  }
  return assert.fail('the configuration was accepted')
}

const keys = (toml: string, env = {}) => problems(toml, env).problems.map((problem) => problem.key)

describe('loading the configuration', () => {
  it('fills in every default of a mailbox that gives only the necessary', () => {
    const config = load(mailbox())
    assert.deepEqual(config.listen, {
      host: '127.0.0.1',
      port: 3000,
      url: 'http://127.0.0.1:3000',
      trustProxy: false,
    })
    assert.equal(config.databaseUrl, 'sqlite:data/hoshin.db')
    const [support] = config.mailboxes
    assert.ok(support)
    assert.equal(support.key, 'support')
    assert.equal(support.address, 'support@example.com')
    assert.equal(support.timeZone, 'Asia/Tokyo')
    assert.equal(support.signature, undefined)
    const { password, ...imap } = support.imap
    assert.equal(password.reveal(), 's3cret')
    assert.deepEqual(imap, {
      host: 'imap.example.com',
      port: 993,
      tls: 'implicit',
      user: 'support',
      folders: ['INBOX'],
      sent: null,
      firstDays: 30,
      pollSeconds: 60,
      authservId: null,
    })
    assert.deepEqual(support.smtp, { host: 'smtp.example.com', port: 465, tls: 'implicit', login: null })
    assert.equal(support.appendSent, true)
    assert.deepEqual(config.notifications, {
      from: { name: 'hoshin', address: 'support@example.com' },
      smtp: support.smtp,
    })
  })

  it('accepts the example as it is, once its password is set', () => {
    const example = readFileSync('config/hoshin.example.toml', 'utf8')
    const config = load(example, { SUPPORT_MAIL_PASSWORD: 'x' })
    assert.equal(config.mailboxes[0]?.imap.password.reveal(), 'x')
  })

  it('accepts every key that the example explains', () => {
    const example = readFileSync('config/hoshin.example.toml', 'utf8')
    const uncommented = example
      .replace(/^#(?=[a-z_]+ = |\[|株式|support@|"""| {2}\{|\])/gm, '')
      .replace(/^(password|password_file|url_env|url_file) = .*$/gm, '')
    const config = load(uncommented, { SUPPORT_MAIL_PASSWORD: 'x', NOTIFICATION_MAIL_PASSWORD: 'y' })
    assert.equal(config.mailboxes[0]?.signature, '株式会社サンプル サポート窓口\nsupport@example.com\n')
    assert.equal(config.mailboxes[0]?.members.length, 2)
    assert.equal(config.notifications?.smtp.login?.password.reveal(), 'y')
    assert.equal(config.listen.url, 'https://hoshin.example.com')
  })

  it('takes a password from an environment variable', () => {
    const config = load(mailbox('password_env = "PW"'), { PW: 'from the environment' })
    assert.equal(config.mailboxes[0]?.imap.password.reveal(), 'from the environment')
  })

  it('takes a password from a file beside the configuration, without its line end', () => {
    writeFileSync(join(folder, 'imap.password'), 'from a file\n')
    const config = load(mailbox('password_file = "imap.password"'))
    assert.equal(config.mailboxes[0]?.imap.password.reveal(), 'from a file')
  })

  it('follows the environment to the file when no path is given', () => {
    const path = join(folder, 'elsewhere.toml')
    writeFileSync(path, 'language = "en"')
    assert.equal(loadConfig({ env: { HOSHIN_CONFIG: path } }).language, 'en')
  })

  it('never prints a password', () => {
    const config = load(mailbox('password = "s3cret"', 'user = "u"\npassword = "s3cret"'))
    assert.doesNotMatch(
      inspect(config, { depth: 9 }) + JSON.stringify(config) + String(config.mailboxes[0]?.imap.password),
      /s3cret/,
    )
  })
})

describe('refusing a wrong configuration', () => {
  it('names each wrong key with what was found and what is expected', () => {
    const error = problems(
      `language = "fr"\n[listen]\nport = "3000"\n${mailbox('password = "x"\ntls = "ssl"\npoll_seconds = 1')}`,
    )
    assert.deepEqual(error.problems, [
      { key: 'language', found: '"fr"', expected: '"ja" or "en"' },
      { key: 'listen.port', found: '"3000"', expected: 'a port number from 1 to 65535' },
      { key: 'mailbox.support.imap.tls', found: '"ssl"', expected: '"implicit" or "starttls" or "none"' },
      {
        key: 'mailbox.support.imap.poll_seconds',
        found: '1',
        expected: 'a number of seconds from 5 to 3600',
      },
    ])
    assert.match(error.message, /listen\.port: found "3000", expected a port number from 1 to 65535/)
  })

  it('says which key is missing', () => {
    const [problem] = problems(
      '[mailbox.support]\nname = "x"\naddress = "a@b.example"\n[mailbox.support.smtp]\nhost = "h"',
    ).problems
    assert.deepEqual(problem, {
      key: 'mailbox.support.imap',
      found: 'nothing',
      expected: 'a table with host, user and password',
    })
  })

  it('refuses a key that it does not know, so that a misspelt one is not ignored', () => {
    assert.deepEqual(keys(mailbox('password = "x"\nfolder = "INBOX"')), ['mailbox.support.imap.folder'])
  })

  it('does not repeat a wrong password in the message', () => {
    const error = problems(mailbox('password = 12345678'))
    assert.deepEqual(error.problems, [
      { key: 'mailbox.support.imap.password', found: 'a value (not shown here)', expected: 'a text' },
    ])
  })

  it('hides the password of a URL that stands in the wrong place', () => {
    const error = problems('database = "postgres://hoshin:s3cret@db/hoshin"')
    assert.equal(error.problems[0]?.found, '"postgres://…@db/hoshin"')
  })

  it('wants a password in exactly one way', () => {
    assert.deepEqual(keys(mailbox('sent = "Sent"')), ['mailbox.support.imap.password'])
    assert.deepEqual(keys(mailbox('password = "a"\npassword_env = "B"'), { B: 'b' }), [
      'mailbox.support.imap.password',
    ])
  })

  it('names the environment variable that is not set', () => {
    assert.deepEqual(problems(mailbox('password_env = "PW"')).problems, [
      {
        key: 'mailbox.support.imap.password_env',
        found: '"PW", which is not set',
        expected: 'the name of an environment variable that is set',
      },
    ])
  })

  it('shows nothing that was written where a variable or a file is named and may be the password itself', () => {
    const found = (imap: string) => problems(mailbox(imap)).problems.map((problem) => problem.found)
    assert.deepEqual(found('password_env = "s3cret!pass"'), ['(hidden), which is not set'])
    assert.deepEqual(found('password_file = "s3cret!pass"'), ['(hidden), which cannot be read'])
    assert.deepEqual(found('password_file = "secrets/imap.pass"'), [
      '"secrets/imap.pass", which cannot be read',
    ])
    const url = problems('[database]\nurl_env = "postgres://me:s3cret@db/hoshin"')
    assert.ok(!JSON.stringify(url.problems).includes('s3cret'), JSON.stringify(url.problems))
  })

  it('wants a member to be either a person or a group', () => {
    assert.deepEqual(keys(mailbox('', '', 'members = [{ role = "agent" }]')), ['mailbox.support.members.0'])
  })

  it('refuses an unknown time zone, a wrong address and a line break in a name', () => {
    const toml = mailbox('', '', 'time_zone = "Asia/Tokio"')
      .replace('Support@Example.com', 'support')
      .replace('サポート窓口', 'a\\r\\nBcc: b')
    assert.deepEqual(keys(toml), [
      'mailbox.support.name',
      'mailbox.support.address',
      'mailbox.support.time_zone',
    ])
  })

  it('shows the line of a file that is no TOML', () => {
    assert.equal(problems('language = ').problems[0]?.key, 'line 1, column 12')
  })

  it('says so when there is no file', () => {
    assert.throws(
      () => loadConfig({ path: join(folder, 'missing.toml'), env: {} }),
      (error) => error instanceof WrongConfig && error.problems[0]?.found === 'no such file',
    )
  })
})
