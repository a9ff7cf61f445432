import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { extractAttachment, parseMail } from '../../src/mail/mime.ts'
import { defaultMailLimits } from '../../src/mail/parsed-mail.ts'
import { mailBytes } from './mail-bytes.ts'

const head =
  'From: "Taro" <taro@example.jp>\nSubject: Subject\nDate: Fri, 20 Nov 2026 14:28:00 +0900\nMessage-ID: <1@example.jp>\n'

test('an ordinary mail is read into plain values', async () => {
  const mail = await parseMail(
    mailBytes(
      `${head}To: Group: a@example.jp, "B, C" <b@example.jp>;\nCc: c@example.jp\nReply-To: reply@example.jp\nIn-Reply-To: <0@example.jp>\nReferences: <a@example.jp>\n <0@example.jp>\nList-Id: <l.example.jp>\nReturn-Path: <taro@example.jp>\n\nHello\n`,
    ),
  )
  assert.deepEqual(mail, {
    kind: 'mail',
    problem: null,
    problemCode: null,
    messageId: '1@example.jp',
    inReplyTo: '0@example.jp',
    references: ['a@example.jp', '0@example.jp'],
    subject: 'Subject',
    from: { name: 'Taro', address: 'taro@example.jp' },
    sender: [],
    replyTo: [{ name: '', address: 'reply@example.jp' }],
    to: [
      { name: '', address: 'a@example.jp' },
      { name: 'B, C', address: 'b@example.jp' },
    ],
    cc: [{ name: '', address: 'c@example.jp' }],
    bcc: [],
    date: Date.UTC(2026, 10, 20, 5, 28),
    text: 'Hello',
    html: null,
    excerpt: 'Hello',
    attachments: [],
    remoteImages: false,
    autoSubmitted: null,
    returnPath: 'taro@example.jp',
    listId: '<l.example.jp>',
    // It came over a list.
    answerable: false,
    authenticationResults: [],
    returnedMessageId: null,
    bounce: null,
  })
})

test('mail without Message-ID, Date, From or Subject is welcome', async () => {
  for (const raw of ['', '\n', '\n\nonly text', 'no header at all', 'To: a@example.jp\n\nx']) {
    const mail = await parseMail(mailBytes(raw))
    assert.equal(mail.kind, 'mail', raw)
    assert.equal(mail.messageId, null)
    assert.equal(mail.date, null)
    assert.equal(mail.from, null)
    assert.equal(mail.subject, '')
  }
})

const dates: [string, number | null][] = [
  ['Fri, 20 Nov 2026 14:28:00 +0900 (JST)', Date.UTC(2026, 10, 20, 5, 28)],
  ['20 Nov 26 14:28 JST', Date.UTC(2026, 10, 20, 5, 28)],
  ['Fri, 20 Nov 2026 14:28:00', Date.UTC(2026, 10, 20, 14, 28)],
  ['Fri Nov 20 14:28:00 2026', Date.UTC(2026, 10, 20, 14, 28)],
  ['2026-11-20T14:28:00+09:00', Date.UTC(2026, 10, 20, 5, 28)],
  ['Fri, 20 Nov 2026 14:28:00 -0330', Date.UTC(2026, 10, 20, 17, 58)],
  ['yesterday', null],
  ['Thu, 01 Jan 1970 00:00:00 +0000', null],
  ['Fri, 99 Nov 2026 14:28:00 +0900', null],
]

for (const [value, time] of dates) {
  test(`the date "${value}" is ${time === null ? 'no date' : new Date(time).toISOString()}`, async () => {
    assert.equal((await parseMail(mailBytes(`Date: ${value}\n\nx`))).date, time)
  })
}

test('a mail of HTML alone has a text; one that has both keeps its own text', async () => {
  const html = await parseMail(mailBytes('Content-Type: text/html\n\n<p>Hello</p><p>there</p>'))
  assert.equal(html.text, 'Hello\n\nthere')
  const both = await parseMail(
    mailBytes(
      'Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--\n',
    ),
  )
  assert.equal(both.text, 'plain')
  assert.equal(both.html?.trim(), '<p>rich</p>')
})

test('text and HTML that follow each other are both seen in both views', async () => {
  const mail = await parseMail(
    mailBytes(
      'Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst <b>\n--b\nContent-Type: text/html\n\n<p>second</p>\n--b\n\nfooter\n--b--\n',
    ),
  )
  assert.match(mail.text, /first <b>\s+second\s+footer/)
  assert.match(mail.html ?? '', /first &lt;b&gt;.*<p>second<\/p>.*footer/s)
})

test('attachments carry name, type, size and hash, and their bytes come by index', async () => {
  const bytes = Buffer.from([0, 1, 2, 255])
  const raw = mailBytes(
    `${head}Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: application/pdf; name="a/b.pdf"\nContent-Disposition: attachment; filename="a/b.pdf"\nContent-Transfer-Encoding: base64\n\n${bytes.toString('base64')}\n--b\nContent-Type: message/rfc822\n\nSubject: inner\n\ninner\n--b--\n`,
  )
  const mail = await parseMail(raw)
  assert.deepEqual(mail.attachments, [
    {
      index: 0,
      filename: 'a_b.pdf',
      contentType: 'application/pdf',
      size: 4,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      contentId: null,
      inline: false,
    },
    { ...mail.attachments[1], index: 1, filename: '2.eml', contentType: 'message/rfc822', inline: false },
  ])
  const first = await extractAttachment(raw, 0)
  assert.deepEqual(first && { ...first, bytes: Buffer.from(first.bytes) }, {
    bytes,
    contentType: 'application/pdf',
    filename: 'a_b.pdf',
  })
  assert.match(Buffer.from((await extractAttachment(raw, 1))?.bytes ?? []).toString(), /inner/)
  assert.equal(await extractAttachment(raw, 2), null)
})

test('an image that the HTML shows is inline; one that it does not show is a file', async () => {
  const image = (id: string) =>
    `--b\nContent-Type: image/png; name=${id}.png\nContent-ID: <${id}@x>\nContent-Transfer-Encoding: base64\n\nAAAA\n`
  const mail = await parseMail(
    mailBytes(
      `Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src="cid:two@x">\n${image('one')}${image('two')}--b--\n`,
    ),
  )
  assert.deepEqual(
    mail.attachments.map(({ filename, contentId, inline }) => ({ filename, contentId, inline })),
    [
      { filename: 'one.png', contentId: 'one@x', inline: false },
      { filename: 'two.png', contentId: 'two@x', inline: true },
    ],
  )
  assert.match(mail.html ?? '', /<img data-inline="1"/)
})

test('no NUL reaches a value: databases refuse it', async () => {
  const mail = await parseMail(mailBytes('Subject: a\0b\nFrom: "n\0m" <a@example.jp>\n\nte\0xt'))
  assert.equal(JSON.stringify(mail).includes('\\u0000'), false)
  assert.equal(mail.text, 'text')
})

const broken: [string, string, Uint8Array, Partial<typeof defaultMailLimits>?][] = [
  ['a mail above the size limit', 'too-large', mailBytes(`${head}\n${'x'.repeat(5000)}`), { bytes: 4000 }],
  ['a header of 1 MB', 'header-too-large', mailBytes(`${head}X-Long: ${'x'.repeat(1024 * 1024)}\n\nx`)],
  ['a header of 100,000 lines', 'header-too-large', mailBytes(`${head}${'a:\n'.repeat(80_000)}\nx`)],
  [
    '10,000 parts',
    'too-many-parts',
    mailBytes(`${head}Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(10_000)}--b--`),
  ],
  ['multiparts nested 1,000 deep', 'too-deep', mailBytes(`${head}${nested(1000)}`)],
]

for (const [what, problem, raw, limits] of broken) {
  test(`${what} makes a broken mail with its header and the problem in words`, async () => {
    const mail = await parseMail(raw, { ...defaultMailLimits, ...limits })
    assert.equal(mail.kind, 'broken')
    assert.equal(mail.problemCode, problem)
    assert.match(mail.problem ?? '', /^The .*\.$/)
    assert.equal(mail.subject, 'Subject')
    assert.deepEqual(mail.from, { name: 'Taro', address: 'taro@example.jp' })
    assert.equal(mail.messageId, '1@example.jp')
    assert.equal(mail.date, Date.UTC(2026, 10, 20, 5, 28))
    assert.equal(await extractAttachment(raw, 0, { ...defaultMailLimits, ...limits }), null)
  })
}

for (const [what, html] of [
  ['nested tables', '<table><tr><td>'.repeat(20_000)],
  ['nested inline elements', '<b>'.repeat(100_000)],
  ['HTML above its limit', `<p>${'word '.repeat(300_000)}</p>`],
] as const) {
  test(`${what} are left out at once and the mail is shown as text`, async () => {
    const started = performance.now()
    const mail = await parseMail(mailBytes(`${head}Content-Type: text/html\n\n<p>Hello</p>${html}`))
    assert.equal(mail.kind, 'mail')
    assert.equal(mail.problemCode, 'html-left-out')
    assert.equal(mail.html, null)
    assert.match(mail.text, /^Hello/)
    assert.ok(performance.now() - started < 2000)
  })
}

function nested(depth: number): string {
  const opened = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`,
  )
  return `${opened.join('')}\nx\n`
}
