import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { simpleParser } from 'mailparser'
import {
  composeInPieces,
  composeMail,
  LineBreakInHeader,
  type MailToCompose,
} from '../../src/mail/compose.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { defaultMailLimits } from '../../src/mail/parsed-mail.ts'

const subject =
  'Re: 【重要】ご注文の商品が届かない件について（受付番号 2026-1123）㈱髙橋商店 ①回目のご連絡です'
const filename = '御見積書（2026年11月分）髙橋商店様向け_最終版_修正済み.pdf'
const bytes = Buffer.from(Array.from({ length: 5000 }, (_, n) => n % 256))

const mail: MailToCompose = {
  from: { name: 'サポート窓口, 担当 "佐藤"', address: 'support@example.com' },
  to: [{ name: '山田 太郎', address: 'yamada@example.jp' }],
  cc: [{ name: '', address: 'cc@example.jp' }],
  bcc: [{ name: 'secret', address: 'hidden@example.jp' }],
  subject,
  text: '山田様\n\nお世話になっております。\n.\n...\nFrom here\n',
  messageId: 'hoshin.1.a.b@example.com',
  inReplyTo: 'parent@example.jp',
  references: ['root@example.jp', 'parent@example.jp'],
  date: Date.UTC(2026, 10, 23, 1, 2, 3),
  attachments: [{ filename, contentType: 'application/pdf', bytes }],
}

const compose = async (change: Partial<MailToCompose> = {}) =>
  Buffer.from(await composeMail({ ...mail, ...change }))

describe('composing a mail', () => {
  it('keeps a Japanese subject, names, text and file name for whoever decodes it', async () => {
    const parsed = await simpleParser(await compose())
    assert.equal(parsed.subject, subject)
    assert.deepEqual(parsed.from?.value, [mail.from])
    assert.equal(parsed.text?.trimEnd(), mail.text.trimEnd())
    assert.equal(parsed.attachments[0]?.filename, filename)
    assert.deepEqual(parsed.attachments[0]?.content, bytes)
    assert.equal(parsed.date?.getTime(), mail.date)
  })

  it('is read back by our own reader as it was written', async () => {
    const parsed = await parseMail(await compose(), defaultMailLimits)
    assert.equal(parsed.subject, subject)
    assert.equal(parsed.messageId, mail.messageId)
    assert.equal(parsed.inReplyTo, mail.inReplyTo)
    assert.deepEqual(parsed.references, mail.references)
    assert.equal(parsed.attachments[0]?.filename, filename)
  })

  it('has no line over 78 characters, no 8-bit byte and only CRLF line ends', async () => {
    const raw = await compose({ html: `<p>${'お客様'.repeat(200)}</p>` })
    const lines = raw.toString('latin1').split('\r\n')
    assert.equal(
      lines.find((line) => line.length > 78),
      undefined,
    )
    assert.doesNotMatch(lines.join(''), /[\r\n\x80-\xff]/)
  })

  it('encodes the subject in words of at most 75 characters, as RFC 2047 wants', async () => {
    const words = (await compose()).toString().match(/=\?[^?]+\?[BQ]\?[^?]*\?=/gi) ?? []
    assert.ok(words.length > 2)
    assert.deepEqual(
      words.filter((word) => word.length > 75),
      [],
    )
  })

  it('leaves no trace of blind copies', async () => {
    assert.doesNotMatch((await compose()).toString(), /hidden@example\.jp|^bcc:/im)
  })

  it('stays plain text where no HTML and no file is given', async () => {
    const raw = (await compose({ attachments: [], text: 'plain' })).toString()
    assert.match(raw, /Content-Type: text\/plain; charset=utf-8/)
    assert.doesNotMatch(raw, /multipart/)
  })

  it('carries further headers', async () => {
    assert.match(
      (await compose({ headers: { 'Auto-Submitted': 'auto-generated' } })).toString(),
      /^Auto-Submitted: auto-generated\r$/m,
    )
  })

  const injection = 'x\r\nBcc: victim@example.com'
  for (const [where, change] of Object.entries<Partial<MailToCompose>>({
    subject: { subject: injection },
    name: { to: [{ name: injection, address: 'a@example.jp' }] },
    address: { from: { name: '', address: 'a@example.jp\nBcc: b@example.jp' } },
    'file name': { attachments: [{ filename: injection, contentType: 'text/plain', bytes }] },
    'content type': { attachments: [{ filename: 'a', contentType: injection, bytes }] },
    'Message-ID': { inReplyTo: injection },
    header: { headers: { 'X-A': injection } },
  })) {
    it(`refuses a line break in a ${where}`, async () => {
      await assert.rejects(compose(change), LineBreakInHeader)
    })
  }

  it('reads no file that a content names', async () => {
    const raw = await compose({
      html: '<img src="file:///etc/passwd"><img src="/etc/passwd">',
      attachments: [],
    })
    assert.doesNotMatch(Buffer.from(raw).toString('utf8'), /root:/)
    const parsed = await simpleParser(raw)
    assert.equal(parsed.attachments.length, 0)
  })
})

describe('composing a mail in pieces', () => {
  it('writes the same mail, with a file that comes in pieces', async () => {
    const large = Buffer.alloc(300_000, bytes)
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < large.byteLength; at += 70_001) yield large.subarray(at, at + 70_001)
    }
    const attachments = [
      { filename, contentType: 'application/pdf', bytes: { size: large.byteLength, pieces } },
    ]
    const raw = Buffer.concat(await Array.fromAsync(composeInPieces({ ...mail, attachments })))
    const whole = await compose({ attachments: [{ filename, contentType: 'application/pdf', bytes: large }] })
    const withoutBoundary = (one: Buffer) => one.toString('latin1').replaceAll(/--_NmP-[^\s"]+/g, '--')
    assert.equal(withoutBoundary(raw), withoutBoundary(whole))
    const parsed = await simpleParser(raw)
    assert.ok(parsed.attachments[0]?.content.equals(large))
  })
})
