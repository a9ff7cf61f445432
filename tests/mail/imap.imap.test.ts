import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { ImapFlow } from 'imapflow'
import { ConnectionFailed } from '../../src/mail/connection-problem.ts'
import { type ImapConnection, type ImapSettings, openImap } from '../../src/mail/imap.ts'
import { type Dovecot, startDovecot } from '../support/dovecot.ts'
import { freePort } from '../support/free-port.ts'
import { missing } from '../support/missing.ts'

let dovecot: Dovecot
before(async () => {
  if (!missing('dovecot')) dovecot = await startDovecot()
})
after(() => dovecot?.stop())

function settingsOf(user: string, password = `${user}-password`): ImapSettings {
  dovecot.user(user)
  return { host: dovecot.host, port: dovecot.port, tls: 'none', user, password: { reveal: () => password } }
}

const opened: ImapConnection[] = []
after(() => Promise.all(opened.map((connection) => connection.close())))
async function connect(user: string): Promise<ImapConnection> {
  const connection = await openImap(settingsOf(user))
  opened.push(connection)
  return connection
}

const numbered = (n: number) => `Message-ID: <${n}@example.jp>\r\nSubject: mail ${n}\r\n\r\nbody ${n}\r\n`
const never = new AbortController().signal

describe('reading a folder', { skip: missing('dovecot') }, () => {
  it('gives mails byte for byte, with UID and time of arrival', async () => {
    const raw = Buffer.concat([
      Buffer.from('Subject: x\r\n\r\n'),
      Buffer.from([0xff, 0x80, 0x1b, 0x24, 0x42]),
      Buffer.from('\r\n'),
    ])
    const receivedAt = new Date('2026-01-02T03:04:05Z')
    const connection = await connect('bytes')
    dovecot.deliver('bytes', raw, 'INBOX', { receivedAt })
    await connection.open('INBOX')
    const [mail] = await connection.fetch(await connection.uids(1))
    assert.deepEqual(mail, { uid: 1, receivedAt: receivedAt.getTime(), raw })
  })

  it('tells sizes before anything is fetched', async () => {
    const connection = await connect('sizes')
    dovecot.deliver('sizes', numbered(1))
    await connection.open('INBOX')
    const [mail] = await connection.sizes([1])
    assert.equal(mail?.size, numbered(1).length)
  })

  it('leaves every mail unread for those who use other mail programs', async () => {
    const connection = await connect('seen')
    dovecot.deliver('seen', numbered(1))
    await connection.open('INBOX')
    assert.equal((await connection.fetch([1])).length, 1)
    assert.equal(await connection.holds('INBOX', '1@example.jp'), true)
    assert.deepEqual(await flagsOf('seen', 'INBOX'), [[]])
  })

  it('finds 300 mails and fetches any range of them in order', async () => {
    for (let n = 1; n <= 300; n++) dovecot.deliver('many', numbered(n))
    const connection = await connect('many')
    const state = await connection.open('INBOX')
    assert.deepEqual([state.exists, state.uidNext], [300, 301])
    const uids = await connection.uids(1)
    assert.equal(uids.length, 300)
    const mails = await connection.fetch(uids.slice(120, 170))
    assert.deepEqual(
      mails.map((mail) => mail.uid),
      uids.slice(120, 170),
    )
    assert.equal(Buffer.from(mails[0]?.raw ?? []).toString(), numbered(121))
  })

  it('finds nothing beyond the last mail, although a server always names the last one', async () => {
    const connection = await connect('beyond')
    dovecot.deliver('beyond', numbered(1))
    await connection.open('INBOX')
    assert.deepEqual(await connection.uids(2), [])
  })

  it('finds mails by the day they arrived', async () => {
    const connection = await connect('since')
    dovecot.deliver('since', numbered(1), 'INBOX', { receivedAt: new Date('2026-01-01T00:00:00Z') })
    dovecot.deliver('since', numbered(2), 'INBOX', { receivedAt: new Date('2026-03-01T00:00:00Z') })
    await connection.open('INBOX')
    assert.deepEqual(await connection.uids(1, { since: Date.UTC(2026, 1, 1) }), [2])
  })

  it('fetches only the beginning of a mail when asked to', async () => {
    const connection = await connect('beginning')
    dovecot.deliver('beginning', numbered(1))
    await connection.open('INBOX')
    const [mail] = await connection.fetch([1], 20)
    assert.equal(Buffer.from(mail?.raw ?? []).toString(), numbered(1).slice(0, 20))
  })

  it('sees that a folder was numbered afresh', async () => {
    const connection = await connect('renumbered')
    dovecot.deliver('renumbered', numbered(1))
    const before = await connection.open('INBOX')
    dovecot.renumber('renumbered')
    const again = await connect('renumbered')
    assert.notEqual((await again.open('INBOX')).uidValidity, before.uidValidity)
  })

  it('knows which folder is Sent, and Japanese folder names', async () => {
    const connection = await connect('folders')
    dovecot.deliver('folders', numbered(1), '要対応')
    const folders = await connection.folders()
    assert.equal(folders.find((folder) => folder.specialUse === '\\Sent')?.name, 'Sent')
    assert.equal((await connection.open('要対応')).exists, 1)
  })
})

describe('waiting for mail', { skip: missing('dovecot') }, () => {
  it('ends within a second of a delivery', async () => {
    const connection = await connect('idle')
    await connection.open('INBOX')
    assert.equal(connection.announces, true)
    const waiting = connection.waitForNews(10_000, never)
    const delivered = performance.now()
    dovecot.deliver('idle', numbered(1))
    assert.equal(await waiting, 'news')
    assert.ok(performance.now() - delivered < 1000)
    assert.equal((await connection.open('INBOX')).exists, 1)
  })

  it('ends when the time is up', async () => {
    const connection = await connect('time')
    await connection.open('INBOX')
    assert.equal(await connection.waitForNews(20, never), 'time')
  })

  it('ends at once when it is told to stop', async () => {
    const connection = await connect('stop')
    await connection.open('INBOX')
    const stop = new AbortController()
    const waiting = connection.waitForNews(60_000, stop.signal)
    stop.abort()
    assert.equal(await waiting, 'stopped')
    assert.equal(await connection.waitForNews(60_000, stop.signal), 'stopped')
  })

  it('fails when the server goes away', async () => {
    await using own = await startDovecot()
    own.user('gone')
    const connection = await openImap({ ...settingsOf('gone'), port: own.port })
    await connection.open('INBOX')
    const closed = (error: unknown) => error instanceof ConnectionFailed && error.problem.code === 'closed'
    const failure = assert.rejects(connection.waitForNews(60_000, never), closed)
    await own.kill()
    await failure
    await assert.rejects(connection.open('INBOX'), closed)
  })
})

describe('keeping a copy of what was sent', { skip: missing('dovecot') }, () => {
  it('stores it byte for byte, marked as read, with its time', async () => {
    const connection = await connect('copies')
    await connection.append('Sent', Buffer.from(numbered(7)), Date.UTC(2026, 4, 5))
    await connection.open('Sent')
    const [copy] = await connection.fetch([1])
    assert.equal(Buffer.from(copy?.raw ?? []).toString(), numbered(7))
    assert.equal(copy?.receivedAt, Date.UTC(2026, 4, 5))
    assert.deepEqual(await flagsOf('copies', 'Sent'), [['\\Seen']])
    assert.equal(await connection.holds('Sent', '7@example.jp'), true)
    assert.equal(await connection.holds('Sent', '8@example.jp'), false)
  })
})

describe('what is wrong with a connection', { skip: missing('dovecot') }, () => {
  const wrong = async (settings: ImapSettings): Promise<string> => {
    try {
      await openImap(settings, { timeouts: { connect: 300, silence: 1000 } })
    } catch (error) {
      if (error instanceof ConnectionFailed) return error.message
      throw error
    }
    return assert.fail('it connected')
  }

  it('is a wrong password: the sentence names user and server, not the password', async () => {
    const words = await wrong(settingsOf('password', 'wr0ng-one'))
    assert.match(
      words,
      /^The sign-in of password at the IMAP server 127\.0\.0\.1:\d+ was refused: wrong user or password/,
    )
    assert.doesNotMatch(words, /wr0ng-one/)
  })

  it('is a server that is not there', async () => {
    const port = await freePort()
    assert.equal(
      await wrong({ ...settingsOf('absent'), port }),
      `Nothing answers at the IMAP server 127.0.0.1:${port}: the connection was refused.`,
    )
  })

  it('is a host name that nobody knows', async () => {
    assert.match(
      await wrong({ ...settingsOf('host'), host: 'mail.invalid' }),
      /^The host name mail\.invalid of the IMAP server is not known/,
    )
  })

  it('is a port without TLS', async () => {
    assert.match(await wrong({ ...settingsOf('tls'), tls: 'implicit' }), /does not speak TLS at this port/)
  })

  it('is a server without STARTTLS, and no password goes over the wire', async () => {
    assert.match(
      await wrong({ ...settingsOf('starttls'), tls: 'starttls' }),
      /STARTTLS failed or is not offered/,
    )
  })

  it('is a server that never greets', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' && address ? address.port : 0
    assert.match(await wrong({ ...settingsOf('silent'), port }), /^There is no answer from the IMAP server/)
    silent.close()
  })

  it('is a folder that does not exist', async () => {
    const connection = await connect('missing')
    await assert.rejects(connection.open('受信箱'), {
      message: `There is no folder "受信箱" at the IMAP server 127.0.0.1:${dovecot.port}.`,
    })
    assert.equal((await connection.open('INBOX')).exists, 0)
  })
})

async function flagsOf(user: string, folder: string): Promise<string[][]> {
  const client = new ImapFlow({
    host: dovecot.host,
    port: dovecot.port,
    secure: false,
    auth: { user, pass: `${user}-password` },
    logger: false,
  })
  await client.connect()
  try {
    await client.mailboxOpen(folder, { readOnly: true })
    const mails = await client.fetchAll('1:*', { flags: true })
    return mails.map((mail) => [...(mail.flags ?? [])].filter((flag) => flag !== '\\Recent'))
  } finally {
    await client.logout()
  }
}
