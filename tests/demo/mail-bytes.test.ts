import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import type { MailStep } from '../../demo/story.ts'
import { threads } from '../../demo/threads/index.ts'
import { type Moment, mailOf, type Sent, timeline } from '../../demo/timeline.ts'
import { extractAttachment, parseMail } from '../../src/mail/mime.ts'

const NOW = Date.parse('2026-11-23T03:00:00Z')
const answered: Sent = {
  messageId: '<reply-7@minato.example>',
  references: ['<first@customer.example>'],
  subject: '前のメール',
  date: NOW - 86_400_000,
  text: '山口様\n\nお世話になっております。\nサポートの伊藤でございます。',
}
const mails = timeline(threads, NOW).filter(isMail)

describe('every mail of the demo', () => {
  for (const moment of mails) {
    const { step } = moment
    test(`${moment.thread.key}.${moment.index} gives back what its author wrote`, async () => {
      const built = mailOf(moment, step.quotes ? answered : undefined)
      const parsed = await parseMail(built.raw)
      assert.equal(parsed.subject, built.subject)
      assert.deepEqual(parsed.from, step.from)
      assert.equal(parsed.messageId, built.messageId?.slice(1, -1) ?? null)
      assert.equal(parsed.date, step.without?.includes('date') ? null : wholeSecond(moment.at))
      assert.ok(plain(parsed.text).includes(plain(built.text)), parsed.text)
      for (const [index, file] of (step.attachments ?? []).entries()) {
        assert.equal(parsed.attachments[index]?.filename, file.filename)
        assert.deepEqual(Buffer.from((await extractAttachment(built.raw, index))?.bytes ?? []), file.content)
      }
    })
  }

  test('has a Message-ID of its own where it has one', () => {
    const ids = mails.flatMap((moment) => mailOf(moment).messageId ?? [])
    assert.equal(new Set(ids).size, ids.length)
    assert.ok(ids.length < mails.length, 'one comes without')
  })

  test('keeps to the lines of RFC 5322: CRLF, at most 998 bytes, encoded words of at most 75', () => {
    for (const moment of mails) {
      const raw = mailOf(moment, answered).raw.toString('latin1')
      assert.doesNotMatch(raw, /[^\r]\n|\r[^\n]/, moment.thread.key)
      assert.ok(
        raw.split('\r\n').every((line) => line.length <= 998),
        moment.thread.key,
      )
      for (const [word] of raw.matchAll(/=\?[^?\s]+\?B\?[^?\s]+\?=/g)) assert.ok(word.length <= 75, word)
    }
  })

  test('has headers in ASCII, but for the web form that sends its subject bare', () => {
    const eightBit = mails.filter((moment) => /[^\x00-\x7f]/.test(head(mailOf(moment).raw)))
    assert.deepEqual(
      eightBit.map((moment) => moment.thread.key),
      ['bare-subject'],
    )
  })

  test('is the same, byte for byte, when built again', () => {
    for (const moment of mails) assert.ok(mailOf(moment).raw.equals(mailOf(moment).raw))
  })
})

describe('old encodings', () => {
  test('stand in the bytes as their programs write them', () => {
    const bytes = (key: string) => built(key).raw
    assert.ok(bytes('white-page').includes('\x1b$B'))
    assert.match(head(bytes('white-page')), /charset=ISO-2022-JP/)
    assert.match(head(bytes('invoice-number')), /charset=CP50221/)
    assert.ok(bytes('invoice-number').includes('\x1b(I'), 'half-width kana by ESC ( I')
    assert.match(head(bytes('late-payment')), /charset=Shift_JIS/)
    assert.match(head(bytes('pdf-unreadable')), /charset=EUC-JP/)
    assert.doesNotMatch(head(bytes('bare-subject')), /charset/)
  })

  test('decode by the tables of the Encoding Standard too, ①㈱髙 included', () => {
    const decoded = new TextDecoder('iso-2022-jp').decode(body(built('invoice-number').raw))
    assert.match(decoded, /㈱髙木電機の髙木です/)
    assert.match(decoded, /①先月分/)
    assert.match(new TextDecoder('euc-jp').decode(body(built('pdf-unreadable').raw)), /後藤精工の後藤です/)
  })
})

describe('an answer', () => {
  test('refers to hoshin’s message and to all before it', async () => {
    const parsed = await parseMail(mailOf(momentOf('copier-delay', 6), answered).raw)
    assert.equal(parsed.inReplyTo, 'reply-7@minato.example')
    assert.deepEqual(parsed.references, ['first@customer.example', 'reply-7@minato.example'])
    assert.equal(parsed.subject, 'Re: 複合機の納期遅れについて 責任者の方へ')
  })

  test('by a mail server names the lost mail inside the report only', async () => {
    const parsed = await parseMail(mailOf(momentOf('bounced-reply', 3), answered).raw)
    assert.deepEqual([parsed.inReplyTo, parsed.references], [null, []])
    assert.equal(parsed.kind, 'bounce')
    assert.equal(parsed.returnedMessageId, 'reply-7@minato.example')
  })

  test('by a machine is known as one', async () => {
    const parsed = await parseMail(mailOf(momentOf('out-of-office', 3), answered).raw)
    assert.equal(parsed.kind, 'auto_reply')
  })

  test('quotes the way its program does', () => {
    assert.match(
      mailOf(momentOf('copier-delay', 6), answered).text,
      /\n_{32}\n差出人: .*\n送信日時: .*\n宛先: .*\n件名: 前のメール/,
    )
    assert.match(
      mailOf(momentOf('login-e2041', 5), answered).text,
      /iPhoneから送信\n\n2026\/11\/22 12:00、.*のメール:\n\n> 山口様/,
    )
    assert.match(
      mailOf(momentOf('double-charge', 4), answered).text,
      /2026年11月22日\(日\) 12:00 .*>:\n\n> 山口様/,
    )
    assert.match(mailOf(momentOf('wrong-vat', 6), answered).text, /-----Original Message-----\nFrom: /)
  })
})

describe('attachments', () => {
  test('carry Japanese names both in RFC 2231 and as encoded words', () => {
    const all = mails.map((moment) => mailOf(moment).raw.toString('latin1')).join('')
    assert.match(all, /filename\*0\*=UTF-8''%E/)
    assert.match(all, /filename="=\?ISO-2022-JP\?B\?/)
  })

  test('are what their type says', () => {
    const files = mails.flatMap(({ step }) => step.attachments ?? [])
    const magic: Record<string, string> = { 'image/png': '\x89PNG', 'application/pdf': '%PDF-' }
    for (const file of files)
      assert.ok(file.content.toString('latin1').startsWith(magic[file.type] ?? ''), file.filename)
    assert.equal(
      new Set(files.map((file) => createHash('sha256').update(file.content).digest('hex'))).size > 12,
      true,
    )
  })
})

function built(key: string) {
  return mailOf(momentOf(key, 0))
}

function momentOf(key: string, index: number): Moment & { step: MailStep } {
  const found = mails.find((moment) => moment.thread.key === key && moment.index === index)
  if (!found) throw new Error(`no mail ${key}.${index}`)
  return found
}

function isMail(moment: Moment): moment is Moment & { step: MailStep } {
  return moment.step.kind === 'mail'
}

function head(raw: Buffer): string {
  return raw.toString('latin1').split('\r\n\r\n')[0] ?? ''
}

function body(raw: Buffer): Buffer {
  return raw.subarray(raw.indexOf('\r\n\r\n') + 4)
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000
}

function plain(text: string): string {
  return text.replace(/\r\n/g, '\n').trim()
}
