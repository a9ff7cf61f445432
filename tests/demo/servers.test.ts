import assert from 'node:assert/strict'
import { createConnection } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { ImapFlow } from 'imapflow'
import nodemailer from 'nodemailer'
import { openDelivery } from '../../demo/deliver.ts'
import { type DemoImap, startDemoImap } from '../../demo/imap-server.ts'
import { type DemoSmtp, startDemoSmtp } from '../../demo/smtp-sink.ts'

const everyByte = Buffer.concat([
  Buffer.from('From: a@b.example\r\nSubject: \x83\x65\x83\x58\x83\x67\r\n\r\n', 'latin1'),
  // A literal carries any byte but NUL (RFC 9051, 4.3).
  Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1)),
  Buffer.from('\r\n{12}\r\nDONE\r\n'),
])

describe('the demo’s IMAP server', () => {
  let imap: DemoImap
  const open: ImapFlow[] = []
  before(async () => {
    imap = await startDemoImap([
      { user: 'support', password: 'one' },
      { user: 'billing', password: 'two' },
    ])
  })
  after(async () => {
    for (const client of open) client.close()
    await imap.stop()
  })

  async function client(user: string, pass: string): Promise<ImapFlow> {
    const flow = new ImapFlow({
      host: imap.host,
      port: imap.ports[user] ?? 0,
      secure: false,
      auth: { user, pass },
      logger: false,
    })
    flow.on('error', () => {})
    await flow.connect()
    open.push(flow)
    return flow
  }

  test('shows INBOX and the folders with a special use', async () => {
    const folders = await (await client('support', 'one')).list()
    const uses = Object.fromEntries(folders.map((folder) => [folder.path, folder.specialUse]))
    assert.deepEqual(uses, {
      INBOX: '\\Inbox',
      Sent: '\\Sent',
      Drafts: '\\Drafts',
      Junk: '\\Junk',
      Trash: '\\Trash',
    })
  })

  test('refuses a wrong password', async () => {
    await assert.rejects(client('support', 'two'))
  })

  test('gives back every byte of a mail and the time it came in', async () => {
    const date = Date.parse('2026-11-20T01:05:00Z')
    await imap.deliver('support', everyByte, date)
    const flow = await client('support', 'one')
    const box = await flow.mailboxOpen('INBOX')
    const mail = await flow.fetchOne(String(box.exists), { source: true, internalDate: true })
    assert.ok(mail)
    assert.deepEqual(mail.source, everyByte)
    assert.equal(new Date(mail.internalDate ?? 0).getTime(), date)
  })

  test('keeps one mailbox’s mail from the other', async () => {
    await imap.deliver('billing', everyByte, Date.now())
    await imap.deliver('billing', everyByte, Date.now())
    assert.equal((await (await client('billing', 'two')).mailboxOpen('INBOX')).exists, 2)
    await assert.rejects(client('billing', 'one'))
  })

  test('tells who idles of a new mail', async () => {
    const flow = await client('support', 'one')
    // imapflow keeps the object up to date: the number must be taken out of it now.
    const { exists } = await flow.mailboxOpen('INBOX')
    const told = new Promise<number>((resolve) => flow.once('exists', (event) => resolve(event.count)))
    const idling = flow.idle()
    await imap.deliver('support', everyByte, Date.now())
    assert.equal(await told, exists + 1)
    await flow.noop()
    await idling
  })

  test('takes mails that come at the same moment', async () => {
    const flow = await client('billing', 'two')
    const { exists } = await flow.mailboxOpen('INBOX')
    await Promise.all([1, 2, 3].map((minute) => imap.deliver('billing', everyByte, minute * 60_000)))
    const status = await flow.status('INBOX', { messages: true })
    assert.ok(status)
    assert.equal(status.messages, exists + 3)
  })

  test('is reached again by a delivery that was closed in between', async () => {
    const account = { host: imap.host, port: imap.ports.support ?? 0, user: 'support', password: 'one' }
    const { exists } = await (await client('support', 'one')).mailboxOpen('INBOX')
    const delivery = openDelivery(account)
    await delivery.deliver(everyByte, 0)
    await delivery.close()
    await delivery.deliver(everyByte, 0)
    await delivery.close()
    assert.equal((await (await client('support', 'one')).mailboxOpen('INBOX')).exists, exists + 2)
  })

  test('refuses to deliver to somebody it does not have', async () => {
    await assert.rejects(imap.deliver('sales', everyByte, 0), /no user sales/)
  })
})

describe('the demo’s IMAP server, stopped', () => {
  test('lets nobody in, though a client was idling', async () => {
    const imap = await startDemoImap([{ user: 'support', password: 'one' }])
    const port = imap.ports.support ?? 0
    const flow = new ImapFlow({
      host: imap.host,
      port,
      secure: false,
      auth: { user: 'support', pass: 'one' },
      logger: false,
    })
    flow.on('error', () => {})
    await flow.connect()
    await flow.mailboxOpen('INBOX')
    const closed = new Promise((resolve) => flow.once('close', resolve))
    void flow.idle().catch(() => {})
    await imap.stop()
    await closed
    await assert.rejects(connected(port))
  })
})

describe('the demo’s SMTP sink', () => {
  let smtp: DemoSmtp
  before(async () => {
    smtp = await startDemoSmtp({ now: () => 1_795_000_000_000 })
  })
  after(() => smtp.stop())

  test('keeps each mail with its envelope and bytes, and says so', async () => {
    const told: number[] = []
    const quiet = smtp.onMail((mail) => told.push(mail.id))
    const transport = nodemailer.createTransport({
      host: smtp.host,
      port: smtp.port,
      auth: { user: 'any', pass: 'thing' },
    })
    const raw = 'From: a@minato.example\r\nTo: b@shop.example\r\nSubject: Test\r\n\r\n.hidden dot\r\n'
    const envelope = { from: 'a@minato.example', to: ['b@shop.example', 'c@shop.example'] }
    await transport.sendMail({ envelope, raw })
    quiet()
    await transport.sendMail({ envelope, raw })
    assert.deepEqual(told, [1])
    assert.deepEqual(
      smtp.mails.map(({ id, at, envelope }) => ({ id, at, envelope })),
      [1, 2].map((id) => ({ id, at: 1_795_000_000_000, envelope })),
    )
    assert.equal(smtp.mails[0]?.raw.toString(), raw)
  })
})

function connected(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.destroy()
      resolve()
    })
    socket.on('error', reject)
  })
}
