import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMail } from '../../src/mail/mime.ts'
import { base64Word, eucJp, jis, mailBytes, shiftJis } from './mail-bytes.ts'

const subject = '①㈱髙橋 見積もりのご相談'
const body = '㈱髙橋です。\n半角のﾃｽﾄﾒｰﾙ、①番の件。\n表示ソ能'

for (const label of [
  'ISO-2022-JP',
  'iso-2022-jp-ms',
  'CP50220',
  'cp50221',
  'CP50222',
  'csISO2022JP',
  'x-iso-2022-jp',
]) {
  test(`a mail labelled ${label} is read with its special and half-width characters`, async () => {
    const mail = await parseMail(
      mailBytes(
        `Subject: ${base64Word(label, jis(subject))}\nFrom: ${base64Word(label, jis('髙橋 ｶﾀｶﾅ'))} <t@example.jp>\n`,
        `Content-Type: text/plain; charset=${label}\nContent-Transfer-Encoding: 7bit\n\n`,
        jis(body),
      ),
    )
    assert.equal(mail.subject, subject)
    assert.deepEqual(mail.from, { name: '髙橋 ｶﾀｶﾅ', address: 't@example.jp' })
    assert.equal(mail.text, body)
  })
}

for (const style of ['shift', 'raw'] as const) {
  test(`half-width kana written by ${style === 'shift' ? 'SO and SI' : 'raw 8-bit bytes'} in ISO-2022-JP are read`, async () => {
    const mail = await parseMail(
      mailBytes(
        `Subject: ${base64Word('ISO-2022-JP', jis('件名ｶﾀｶﾅ', style))}\n`,
        'Content-Type: text/plain; charset=ISO-2022-JP\n\n',
        jis('本文ﾊﾝｶｸ', style),
      ),
    )
    assert.equal(mail.subject, '件名ｶﾀｶﾅ')
    assert.equal(mail.text, '本文ﾊﾝｶｸ')
  })
}

const encodings: [string, string, (text: string) => Uint8Array][] = [
  ['Shift_JIS', 'Shift_JIS', shiftJis],
  ['Windows-31J', 'windows-31j', shiftJis],
  ['x-sjis', 'x-sjis', shiftJis],
  ['EUC-JP', 'EUC-JP', eucJp],
  ['eucJP-win', 'eucJP-win', eucJp],
  ['UTF-8', 'utf-8', (text) => Buffer.from(text)],
  ['no label (Shift_JIS)', '', shiftJis],
  ['no label (EUC-JP)', '', eucJp],
  ['no label (UTF-8)', '', (text) => Buffer.from(text)],
  ['no label (JIS)', '', jis],
  ['us-ascii (Shift_JIS)', 'us-ascii', shiftJis],
  ['us-ascii (EUC-JP)', 'us-ascii', eucJp],
  ['us-ascii (JIS)', 'us-ascii', jis],
  ['iso-8859-1 (Shift_JIS)', 'iso-8859-1', shiftJis],
  ['iso-8859-1 (UTF-8)', 'iso-8859-1', (text) => Buffer.from(text)],
  ['iso-8859-1 (JIS)', 'iso-8859-1', jis],
  ['utf-8 (Shift_JIS)', 'utf-8', shiftJis],
  ['utf-8 (EUC-JP)', 'utf-8', eucJp],
  ['utf-8 (JIS)', 'utf-8', jis],
  ['Shift_JIS (UTF-8)', 'Shift_JIS', (text) => Buffer.from(text)],
  ['Shift_JIS (JIS)', 'Shift_JIS', jis],
  ['iso-2022-jp (Shift_JIS)', 'iso-2022-jp', shiftJis],
  ['x-unknown (EUC-JP)', 'x-unknown', eucJp],
]

for (const [name, label, encode] of encodings) {
  for (const transfer of ['8bit', 'base64', 'quoted-printable']) {
    test(`a ${transfer} body is read right under the label ${name}`, async () => {
      const charset = label === '' ? '' : `; charset=${label}`
      const mail = await parseMail(
        mailBytes(
          `Subject: x\nContent-Type: text/plain${charset}\nContent-Transfer-Encoding: ${transfer}\n\n`,
          transferred(encode(body), transfer),
        ),
      )
      assert.equal(mail.text, body)
    })
  }
}

for (const [name, encode] of [
  ['UTF-8', (text: string) => Buffer.from(text)],
  ['Shift_JIS', shiftJis],
  ['EUC-JP', eucJp],
  ['JIS', jis],
] as const) {
  test(`raw ${name} bytes in subject, names and filenames are read`, async () => {
    const mail = await parseMail(
      mailBytes(
        'Subject: ',
        encode('お見積もりの件 ソ表'),
        '\nFrom: "',
        encode('山田 太郎'),
        '" <taro@example.jp>\nTo: ',
        encode('窓口'),
        ' <support@example.jp>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\n',
        'Content-Type: application/pdf\nContent-Disposition: attachment; filename="',
        encode('見積表.pdf'),
        '"\n\nx\n--b--\n',
      ),
    )
    assert.equal(mail.subject, 'お見積もりの件 ソ表')
    assert.deepEqual(mail.from, { name: '山田 太郎', address: 'taro@example.jp' })
    assert.deepEqual(mail.to, [{ name: '窓口', address: 'support@example.jp' }])
    assert.equal(mail.attachments[0]?.filename, '見積表.pdf')
  })
}

test('a character split between two encoded words stays whole', async () => {
  const split = (label: string, bytes: Buffer, at: number) =>
    `${base64Word(label, bytes.subarray(0, at))}\n ${base64Word(label, bytes.subarray(at))}`
  for (const [label, bytes] of [
    ['UTF-8', Buffer.from('お問い合わせ')],
    ['Shift_JIS', shiftJis('お問い合わせ')],
    ['CP50221', jis('お問い合わせ')],
  ] as const) {
    const mail = await parseMail(mailBytes(`Subject: ${split(label, bytes, 4)}\n\nx`))
    assert.equal(mail.subject, 'お問い合わせ', label)
  }
})

test('commas and quotes inside a repaired name do not break the address list', async () => {
  const name = '山田, "太郎" <副>'
  const mail = await parseMail(
    mailBytes(`To: ${base64Word('CP50221', jis(name))} <a@example.jp>, b@example.jp\n\nx`),
  )
  assert.deepEqual(mail.to, [
    { name, address: 'a@example.jp' },
    { name: '', address: 'b@example.jp' },
  ])
})

test('RFC 2231 filenames are read, also under labels that only Japanese programs use', async () => {
  const percent = (bytes: Uint8Array) =>
    [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  for (const [label, bytes] of [
    ['UTF-8', Buffer.from('請求書.pdf')],
    ['ISO-2022-JP', jis('請求書.pdf')],
    ['CP50221', jis('請求書.pdf')],
    ['Shift_JIS', shiftJis('請求書.pdf')],
  ] as const) {
    const mail = await parseMail(
      mailBytes(
        `Content-Type: application/pdf\nContent-Disposition: attachment; filename*=${label}''${percent(bytes)}\n\nx`,
      ),
    )
    assert.equal(mail.attachments[0]?.filename, '請求書.pdf', label)
  }
})

test('short half-width kana without a label are not taken for kanji', async () => {
  for (const word of ['ﾃｽﾄﾒｰﾙ', 'ｶﾞｿﾘﾝ', 'ﾊﾟｽﾜｰﾄﾞ', 'ｻﾎﾟｰﾄ']) {
    const mail = await parseMail(mailBytes('Subject: ', shiftJis(word), '\n\n', shiftJis(word)))
    assert.equal(mail.subject, word)
    assert.equal(mail.text, word)
  }
})

test('western mail is not taken for Japanese', async () => {
  for (const text of ['Grüße aus München', 'Ça va très bien, à bientôt', 'It’s a “quoted” word — señor']) {
    const bytes = Buffer.from([...text].map(windows1252))
    for (const label of ['', '; charset=iso-8859-1', '; charset=us-ascii', '; charset=utf-8']) {
      const mail = await parseMail(mailBytes(`Content-Type: text/plain${label}\n\n`, bytes))
      assert.equal(mail.text, text, label)
    }
  }
})

test('one cut character in a long UTF-8 mail does not change its charset', async () => {
  const text = Buffer.from('ご確認をお願いいたします。'.repeat(20))
  const mail = await parseMail(mailBytes('Content-Type: text/plain; charset=utf-8\n\n', text.subarray(0, -1)))
  assert.match(mail.text, /^ご確認をお願いいたします。/)
})

test('what is shown is not normalised', async () => {
  const text = 'カ\u3099 ｶﾞ ㈱ ～ Ａ'
  const mail = await parseMail(
    mailBytes(
      `Subject: ${base64Word('UTF-8', Buffer.from(text))}\nContent-Type: text/plain; charset=utf-8\n\n${text}`,
    ),
  )
  assert.equal(mail.subject, text)
  assert.equal(mail.text, text)
})

test('a repaired body keeps its neighbours: parts, attachments and format=flowed', async () => {
  const mail = await parseMail(
    mailBytes(
      'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; format=flowed; charset=CP50221\n\n',
      jis('一行目の続きは \n二行目です\n\n--b のような行'),
      '\n--b\nContent-Type: application/octet-stream; name=a.bin\nContent-Transfer-Encoding: base64\n\nAAEC\n--b--\n',
    ),
  )
  assert.equal(mail.text, '一行目の続きは 二行目です\n\n--b のような行')
  assert.deepEqual(
    mail.attachments.map(({ filename, size }) => ({ filename, size })),
    [{ filename: 'a.bin', size: 3 }],
  )
})

function transferred(bytes: Uint8Array, encoding: string): string | Uint8Array {
  if (encoding === 'base64') return Buffer.from(bytes).toString('base64')
  if (encoding === '8bit') return bytes
  return [...bytes]
    .map((byte) => (byte === 0x0a ? '\n' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`))
    .join('')
}

function windows1252(character: string): number {
  const special: Record<string, number> = { '’': 0x92, '“': 0x93, '”': 0x94, '—': 0x97 }
  return special[character] ?? character.charCodeAt(0)
}
