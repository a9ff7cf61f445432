import { type Charset, charsetName, encodeText, isAscii } from './charset.ts'
import { header, parameter } from './headers.ts'
import type { MailFile } from './outline.ts'

/** A MIME part: its header lines and its body, both as they go over the wire. */
export type Part = { headers: string; body: Buffer }

/** A text part. `label`: the charset it names; `null` names none, not even a Content-Type. */
export function textPart(
  text: string,
  subtype: 'plain' | 'html',
  charset: Charset,
  label?: string | null,
): Part {
  const bytes = encodeText(crlf(text), charset)
  const { transfer, body } = transferEncode(text, charset, bytes)
  const type =
    label === null ? '' : header('Content-Type', `text/${subtype}; charset=${label ?? charsetName(charset)}`)
  return { headers: type + header('Content-Transfer-Encoding', transfer), body }
}

/** A file as a part in base64: inline when it has a Content-ID, else an attachment. */
export function filePart(file: MailFile): Part {
  const style = file.nameStyle ?? 'rfc2231'
  return {
    headers:
      header('Content-Type', `${file.type}${parameter('name', file.filename, style)}`) +
      header('Content-Transfer-Encoding', 'base64') +
      (file.cid ? header('Content-ID', `<${file.cid}>`) : '') +
      header(
        'Content-Disposition',
        `${file.cid ? 'inline' : 'attachment'}${parameter('filename', file.filename, style)}`,
      ),
    body: base64Lines(file.content),
  }
}

/** Several parts as one. `boundary` must not occur in them. */
export function multipart(type: string, boundary: string, parts: Part[]): Part {
  const pieces = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${part.headers}\r\n`, 'latin1'),
    part.body,
    Buffer.from('\r\n'),
  ])
  return {
    headers: header('Content-Type', `multipart/${type};\r\n boundary="${boundary}"`),
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  }
}

/** Line ends as the wire wants them. */
export function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n')
}

function transferEncode(text: string, charset: Charset, bytes: Buffer): { transfer: string; body: Buffer } {
  switch (charset) {
    case 'utf-8':
      if (isAscii(text)) return { transfer: '7bit', body: bytes }
      // Latin text with a few accents stays legible; Japanese would triple.
      return [...text].filter((one) => !isAscii(one)).length * 5 < text.length
        ? { transfer: 'quoted-printable', body: Buffer.from(quotedPrintable(bytes), 'latin1') }
        : { transfer: 'base64', body: base64Lines(bytes) }
    case 'iso-2022-jp':
    case 'cp50221':
      return { transfer: '7bit', body: bytes }
    case 'shift_jis':
    case 'euc-jp':
      return { transfer: '8bit', body: bytes }
  }
}

function base64Lines(bytes: Buffer): Buffer {
  return Buffer.from(`${(bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`)
}

function quotedPrintable(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .split('\r\n')
    .map((line) => softBreaks([...line].map(quoteOctet)))
    .join('\r\n')
}

function quoteOctet(character: string, index: number, line: string[]): string {
  const plain = /[\x21-\x3c\x3e-\x7e]/.test(character) || (character === ' ' && index < line.length - 1)
  return plain ? character : `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

function softBreaks(tokens: string[]): string {
  let line = ''
  const lines: string[] = []
  for (const token of tokens) {
    if (line.length + token.length > 75) {
      lines.push(`${line}=`)
      line = ''
    }
    line += token
  }
  return [...lines, line].join('\r\n')
}
