import { createHash } from 'node:crypto'
import { base64Word, jis, mailBytes } from '../../tests/mail/mail-bytes.ts'

const MINUTE = 60_000
const ATTACHED = 100 * 1024
const subjects = [
  '納期の確認をお願いします',
  '請求金額が契約内容と異なっています',
  '予約サイトにログインできません',
  'ご注文番号のお問い合わせ',
]
const paragraph =
  'いつもお世話になっております。先週も同じお問い合わせをいたしましたが、回答をいただいておりません。お手数をおかけしますが、ご確認をお願いいたします。'
const text = `${Array.from({ length: 8 }, () => paragraph).join('\n\n')}\n\n-- \n山口 花子\n株式会社さくら商会\n`

/** One mail of the mix, and when it came (UTC ms). */
export type BenchMail = { raw: Uint8Array; receivedAt: number }

/**
 * The mail with number `n` (from 0): always the same bytes for the same number. Of ten mails four are
 * Japanese in UTF-8, three in ISO-2022-JP, two are text beside HTML, and one carries a file of 100 KB. Three
 * of seven answer an earlier one by In-Reply-To and References.
 *
 * @param start when the first one came (UTC ms); the others follow minute by minute
 */
export function benchMail(n: number, start: number): BenchMail {
  const receivedAt = start + n * MINUTE
  return { raw: mailBytes(...headerOf(n, receivedAt), ...contentOf(n)), receivedAt }
}

function headerOf(n: number, receivedAt: number): string[] {
  const answered = answeredBy(n)
  const first = answered === null ? n : (answeredBy(answered) ?? answered)
  const customer = first % 500
  const subject = `${answered === null ? '' : 'Re: '}${subjects[first % subjects.length]} ${first}`
  return [
    `Return-Path: <hanako${customer}@sakura.example>\n`,
    `Received: from mx.sakura.example (mx.sakura.example [192.0.2.10]) by mail.hoshin.example with ESMTPS id ${n}\n`,
    `From: ${wordIn(n, '山口 花子')} <hanako${customer}@sakura.example>\n`,
    'To: support@hoshin.example\n',
    `Subject: ${wordIn(n, subject)}\n`,
    `Date: ${new Date(receivedAt).toUTCString().replace('GMT', '+0000')}\n`,
    `Message-ID: ${idOf(n)}\n`,
    answered === null ? '' : `In-Reply-To: ${idOf(answered)}\nReferences: ${idOf(answered)}\n`,
    'MIME-Version: 1.0\n',
  ]
}

/** Of seven mails three answer: the first one's matter goes on twice, the fifth one's once. */
function answeredBy(n: number): number | null {
  switch (n % 7) {
    case 2:
      return n - 2
    case 3:
    case 5:
      return n - 1
    default:
      return null
  }
}

function idOf(n: number): string {
  return `<${createHash('sha256').update(String(n)).digest('hex').slice(0, 24)}@sakura.example>`
}

function wordIn(n: number, words: string): string {
  return isJis(n) ? base64Word('ISO-2022-JP', jis(words)) : base64Word('UTF-8', Buffer.from(words))
}

function isJis(n: number): boolean {
  return n % 10 >= 4 && n % 10 <= 6
}

function contentOf(n: number): (string | Uint8Array)[] {
  const boundary = `=_part_${n}`
  const part = `--${boundary}\n`
  const end = `\n--${boundary}--\n`
  if (n % 10 === 9)
    return [
      `Content-Type: multipart/mixed; boundary="${boundary}"\n\n${part}`,
      plainPart(n),
      `\n${part}Content-Type: image/jpeg; name="photo.jpg"\nContent-Disposition: attachment; filename="photo.jpg"\n`,
      `Content-Transfer-Encoding: base64\n\n${inLines(randomBytes(n, ATTACHED))}${end}`,
    ]
  if (isJis(n))
    return [
      'Content-Type: text/plain; charset=ISO-2022-JP\nContent-Transfer-Encoding: 7bit\n\n',
      jis(bodyOf(n).replaceAll('\n', '\r\n')),
    ]
  if (n % 10 >= 7)
    return [
      `Content-Type: multipart/alternative; boundary="${boundary}"\n\n${part}`,
      plainPart(n),
      `\n${part}Content-Type: text/html; charset=UTF-8\nContent-Transfer-Encoding: base64\n\n`,
      `${inLines(Buffer.from(htmlOf(n)))}${end}`,
    ]
  return [plainPart(n)]
}

function plainPart(n: number): string {
  return `Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: base64\n\n${inLines(Buffer.from(bodyOf(n)))}`
}

function bodyOf(n: number): string {
  return `お問い合わせ番号 ${n}\n\n${text}`
}

function htmlOf(n: number): string {
  const rows = Array.from(
    { length: 12 },
    (_, row) =>
      `<tr><td style="padding:4px 8px;border:1px solid #ccc">品番 ${row}</td><td align="right">${n * row}円</td><td><a href="https://sakura.example/items/${row}">詳細を見る</a></td></tr>`,
  )
  const paragraphs = bodyOf(n)
    .split('\n\n')
    .map((words) => `<p style="margin:0 0 1em;font-family:sans-serif">${words}</p>`)
  return `<html><head><style>p{color:#333}</style></head><body><div>${paragraphs.join('')}<table>${rows.join('')}</table><img src="https://sakura.example/logo.png" alt=""></div></body></html>`
}

/** Bytes that no packing makes smaller, as those of a photo are. */
function randomBytes(seed: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let state = seed + 1
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}

function inLines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{76}/g, '$&\n')
}
