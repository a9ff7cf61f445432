import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { ImapFlow } from 'imapflow'
import { type DemoImap, startDemoImap } from '../../demo/imap-server.ts'
import { announceDemo, withdrawDemo } from '../../demo/running.ts'
import { parseMail } from '../../src/mail/mime.ts'

describe('writing as a customer', () => {
  let imap: DemoImap
  let folder: string
  let ports: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoshin-demo-'))
    ports = join(folder, 'ports.json')
    imap = await startDemoImap([{ user: 'support', password: 'one' }])
    await announceDemo(
      {
        url: 'http://127.0.0.1:1/',
        page: '',
        mailboxes: [
          {
            key: 'support',
            name: 'サポート',
            address: 'support@minato.example',
            host: imap.host,
            port: imap.ports.support ?? 0,
            user: 'support',
            password: 'one',
          },
        ],
      },
      ports,
    )
  })
  after(async () => {
    await imap.stop()
    await rm(folder, { recursive: true })
  })

  function write(...args: string[]) {
    return run(args, ports)
  }

  test('puts the mail into the mailbox of the demo that is running', async () => {
    const { code, out } = await write(
      '納期について',
      'いつ届きますか。',
      '--from',
      '青木 <aoki@dental.example>',
    )
    assert.equal(code, 0)
    assert.match(out, /Delivered to サポート <support@minato\.example> as 青木 <aoki@dental\.example>/)
    const client = new ImapFlow({
      host: imap.host,
      port: imap.ports.support ?? 0,
      secure: false,
      auth: { user: 'support', pass: 'one' },
      logger: false,
    })
    await client.connect()
    await client.mailboxOpen('INBOX')
    const fetched = await client.fetchOne('1', { source: true })
    await client.logout()
    assert.ok(fetched)
    assert.ok(fetched.source)
    const mail = await parseMail(fetched.source)
    assert.equal(mail.subject, '納期について')
    assert.equal(mail.text.trim(), 'いつ届きますか。')
    assert.deepEqual(mail.from, { name: '青木', address: 'aoki@dental.example' })
  })

  for (const { title, args, says } of [
    { title: 'without a text', args: ['Only a subject'], says: /^Usage: npm run demo:customer/ },
    { title: 'with an unknown option', args: ['a', 'b', '--to', 'x'], says: /'--to'/ },
    { title: 'with a sender that is none', args: ['a', 'b', '--from', 'nobody'], says: /--from "nobody"/ },
    {
      title: 'for a mailbox that is not there',
      args: ['a', 'b', '--mailbox', 'sales'],
      says: /the demo has support\./,
    },
  ]) {
    test(`${title}, refuses and says what to change`, async () => {
      const { code, err } = await write(...args)
      assert.equal(code, 2)
      assert.match(err, says)
    })
  }

  test('says which address no longer answers when the demo has gone without taking its word back', async () => {
    const gone = await startDemoImap([{ user: 'support', password: 'one' }])
    const stale = join(folder, 'stale.json')
    const mailbox = { key: 'support', name: 'サポート', address: 'support@minato.example', host: gone.host }
    const port = gone.ports.support ?? 0
    await announceDemo(
      { url: '', page: '', mailboxes: [{ ...mailbox, port, user: 'support', password: 'one' }] },
      stale,
    )
    await gone.stop()
    const { code, err } = await run(['a', 'b'], stale)
    assert.equal(code, 1)
    assert.match(err, new RegExp(`127\\.0\\.0\\.1:${port} took no mail: .*ECONNREFUSED`))
  })

  test('says how to start the demo when none is running', async () => {
    const elsewhere = join(folder, 'none.json')
    await withdrawDemo(elsewhere)
    const { code, err } = await run(['a', 'b'], elsewhere)
    assert.equal(code, 2)
    assert.match(err, /npm run demo/)
  })
})

function run(args: string[], ports: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/customer.ts', ...args], {
    env: { ...process.env, HOSHIN_DEMO_PORTS: ports },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}
