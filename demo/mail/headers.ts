import { type Charset, charsetName, encodeText, isAscii } from './charset.ts'
import type { Mailbox } from './outline.ts'

/** One header line, folded, with CRLF. A value that holds CRLF must already be folded. */
export function header(name: string, value: string): string {
  return `${name}: ${isAscii(value) && !value.includes('\r\n') ? fold(value, name.length + 2) : value}\r\n`
}

/** Unstructured text for a header: as it is when ASCII, else encoded words (RFC 2047) on lines of their own. */
export function encodeWords(text: string, charset: Charset, label = charsetName(charset)): string {
  if (isAscii(text)) return text
  const words: string[] = []
  let chunk = ''
  for (const character of text) {
    // RFC 2047, 2: at most 75 characters a word, and a character never split between two.
    if (chunk && encodedWord(chunk + character, charset, label).length > 75 - LONGEST_NAME) {
      words.push(encodedWord(chunk, charset, label))
      chunk = ''
    }
    chunk += character
  }
  words.push(encodedWord(chunk, charset, label))
  return words.join('\r\n ')
}

const LONGEST_NAME = 'Subject: '.length

function encodedWord(text: string, charset: Charset, label: string): string {
  return `=?${label}?B?${encodeText(text, charset).toString('base64')}?=`
}

/** `name <address>` for From, To and Cc. */
export function formatMailbox({ name, address }: Mailbox, charset: Charset, label?: string): string {
  if (!name) return address
  if (!isAscii(name)) return `${encodeWords(name, charset, label)} <${address}>`
  return /^[\w ]+$/.test(name) ? `${name} <${address}>` : `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`
}

/** A parameter such as `filename`, in RFC 2231 pieces or as the encoded word that Japanese programs write. */
export function parameter(name: string, value: string, style: 'rfc2231' | 'encoded-word'): string {
  if (isAscii(value)) return `;\r\n ${name}="${value}"`
  if (style === 'encoded-word') return `;\r\n ${name}="${encodeWords(value, 'iso-2022-jp')}"`
  const octets = [...Buffer.from(value, 'utf8')].map(percent)
  const pieces: string[] = []
  for (let at = 0; at < octets.length; at += 16) pieces.push(octets.slice(at, at + 16).join(''))
  return pieces
    .map((piece, index) => `;\r\n ${name}*${index}*=${index === 0 ? "UTF-8''" : ''}${piece}`)
    .join('')
}

function percent(octet: number): string {
  const character = String.fromCharCode(octet)
  return /[\w.-]/.test(character) ? character : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`
}

function fold(value: string, used: number): string {
  const lines: string[] = []
  let line = ''
  let room = 76 - used
  for (const word of value.split(' ')) {
    if (line && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
      room = 75
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].join('\r\n ')
}

/** `Mon, 23 Nov 2026 10:05:00 +0900` for an instant in ms and a zone such as `+0900`. */
export function formatDate(instant: number, zone: string): string {
  const sign = zone.startsWith('-') ? -1 : 1
  const minutes = sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5)))
  return new Date(instant + minutes * 60_000).toUTCString().replace('GMT', zone)
}
