import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ImapFlow } from 'imapflow'
import { until } from './deadline.ts'
import { type Dovecot, type ImapAccount, startDovecot } from './dovecot.ts'
import { missing } from './missing.ts'

let dovecot: Dovecot
before(async () => {
  if (!missing('dovecot')) dovecot = await startDovecot()
})
after(() => dovecot?.stop())
const options = { skip: missing('dovecot') }

test('a delivered mail is read back byte for byte, whatever bytes it holds', options, async () => {
  const account = dovecot.user('bytes')
  const everyByte = Buffer.from(
    Array.from({ length: 255 }, (_, byte) => byte + 1).filter((byte) => byte !== 10 && byte !== 13),
  )
  const raw = Buffer.concat([Buffer.from('Subject: 料金の件\r\n\r\n'), everyByte, Buffer.from('\r\n')])
  dovecot.deliver('bytes', raw)
  const [source] = await sources(account, 'INBOX')
  assert.deepEqual(source, raw)
})

test('mails keep the order of their delivery, their time and their mark as read', options, async () => {
  const account = dovecot.user('order')
  const receivedAt = new Date('2026-01-02T03:04:05Z')
  dovecot.deliver('order', 'Subject: 1\r\n\r\n', 'INBOX', { receivedAt, seen: true })
  dovecot.deliver('order', 'Subject: 2\r\n\r\n')
  await using client = await connected(account)
  await client.imap.mailboxOpen('INBOX')
  const mails = await client.imap.fetchAll('1:*', { internalDate: true, flags: true, envelope: true })
  assert.deepEqual(
    mails.map((mail) => mail.envelope?.subject),
    ['1', '2'],
  )
  assert.deepEqual(
    mails.map((mail) => mail.flags?.has('\\Seen')),
    [true, false],
  )
  assert.deepEqual(mails[0]?.internalDate, receivedAt)
})

test('folders with Japanese names and Sent are there to deliver into', options, async () => {
  const account = dovecot.user('folders@example.jp')
  dovecot.deliver(account.user, 'Subject: a\r\n\r\n', '受信/要対応')
  dovecot.deliver(account.user, 'Subject: b\r\n\r\n', 'Sent')
  assert.deepEqual(await sources(account, '受信/要対応'), [Buffer.from('Subject: a\r\n\r\n')])
  assert.deepEqual(await sources(account, 'Sent'), [Buffer.from('Subject: b\r\n\r\n')])
})

test('an idle connection hears of a delivery', options, async () => {
  const account = dovecot.user('idle')
  await using client = await connected(account)
  let count = 0
  client.imap.on('exists', (event: { count: number }) => {
    count = event.count
  })
  await client.imap.mailboxOpen('INBOX')
  const idling = client.imap.idle()
  await until(() => client.imap.idling, { what: 'IDLE' })
  dovecot.deliver('idle', 'Subject: new\r\n\r\n')
  await until(() => count === 1, { what: 'the announcement of the mail' })
  await client.imap.noop()
  await idling
})

test('renumbering changes UIDVALIDITY and starts UIDs afresh', options, async () => {
  const account = dovecot.user('renumbered')
  dovecot.deliver('renumbered', 'Subject: gone\r\n\r\n')
  dovecot.deliver('renumbered', 'Subject: kept\r\n\r\n')
  const earlier = await withInbox(account, async (imap) => {
    await imap.messageDelete('1')
    return { uidValidity: opened(imap).uidValidity, uid: (await imap.fetchAll('1:*', { uid: true }))[0]?.uid }
  })
  dovecot.renumber('renumbered')
  const later = await withInbox(account, async (imap) => {
    return { uidValidity: opened(imap).uidValidity, uid: (await imap.fetchAll('1:*', { uid: true }))[0]?.uid }
  })
  assert.equal(earlier.uid, 2)
  assert.equal(later.uid, 1)
  assert.notEqual(later.uidValidity, earlier.uidValidity)
})

test('a wrong password is refused and a changed one soon holds', options, async () => {
  const account = dovecot.user('changing')
  await assert.rejects(connected({ ...account, pass: 'wrong' }))
  const changed = dovecot.user('changing', 'changed--password')
  const client = await until(() => connected(changed), { every: 100, what: 'the new password to hold' })
  await client[Symbol.asyncDispose]()
  await assert.rejects(connected(account))
})

test('killed and started again, it cuts connections and keeps mail and port', options, async () => {
  await using server = await startDovecot()
  const account = server.user('survivor')
  server.deliver('survivor', 'Subject: still here\r\n\r\n')
  const client = await connected(account, server)
  let closed = false
  client.imap.on('close', () => {
    closed = true
  })
  await server.kill()
  await until(() => closed, { what: 'the connection to break' })
  await assert.rejects(connected(account, server))
  await server.start()
  assert.deepEqual(await sources(account, 'INBOX', server), [Buffer.from('Subject: still here\r\n\r\n')])
})

async function connected(auth: ImapAccount, server = dovecot) {
  const imap = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: false,
    auth,
    logger: false,
    disableAutoIdle: true,
  })
  imap.on('error', () => {})
  await imap.connect()
  return { imap, [Symbol.asyncDispose]: async () => imap.close() }
}

async function withInbox<T>(account: ImapAccount, read: (imap: ImapFlow) => Promise<T>): Promise<T> {
  await using client = await connected(account)
  await client.imap.mailboxOpen('INBOX')
  return await read(client.imap)
}

function opened(imap: ImapFlow) {
  if (!imap.mailbox) throw new Error('no folder is open')
  return imap.mailbox
}

async function sources(
  account: ImapAccount,
  folder: string,
  server = dovecot,
): Promise<(Buffer | undefined)[]> {
  await using client = await connected(account, server)
  await client.imap.mailboxOpen(folder)
  return (await client.imap.fetchAll('1:*', { source: true })).map((mail) => mail.source)
}
