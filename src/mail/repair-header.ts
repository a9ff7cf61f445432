import { isAscii, isUtf8 } from 'node:buffer'
import { type Charset, charsetOf, decodeBytes, isReadRightly } from './charset.ts'
import { hasJisEscape } from './jis.ts'
import { endOfField } from './mime-tree.ts'
import { decodeQuotedPrintable } from './transfer-encoding.ts'

const encodedWord = /=\?([^?\s*]{1,40})(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi
const encodedRun = /=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=(?:\s*=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=)*/gi
/** RFC 2231 parameters under labels that mailparser does not know; their bytes are plain ISO-2022-JP. */
const extendedLabel = /(\*(?:0\*)?=\s*"?)(cp5022[0-2]|csiso2022jp|x-iso-2022-jp)(?=')/gi

/**
 * A header block in which mailparser can read everything: raw 8-bit and raw JIS fields become UTF-8, encoded
 * words under a Japanese or false label become UTF-8 words. Null when the block is fine as it is. `hint` is the
 * charset of the body, which settles what a few raw bytes leave open.
 */
export function repairHeader(header: Buffer, hint: string | null): Buffer | null {
  const raw = !isUtf8(header) || header.includes(0x1b)
  const text = raw ? header.toString('latin1') : header.toString('utf8')
  const readable = raw ? repairRaw(header, text, hint) : text
  const repaired = readable.includes('=?') || readable.includes('*') ? repairWords(readable) : readable
  return raw || repaired !== text ? Buffer.from(repaired) : null
}

/** Decodes field by field: programs that write raw bytes often mix charsets over the fields of one mail. */
function repairRaw(header: Buffer, latin1: string, hint: string | null): string {
  const fields: Buffer[] = []
  for (let at = 0; at < header.length; ) {
    const end = endOfField(latin1, at)
    fields.push(header.subarray(at, end))
    at = end
  }
  const common = charsetOf(Buffer.concat(fields.filter((one) => !isAscii(one))), hint)
  return fields.map((one) => decodeBytes(one, charsetOfField(one, common))).join('')
}

function charsetOfField(bytes: Buffer, common: Charset): Charset {
  if (isAscii(bytes)) return hasJisEscape(bytes) ? 'iso-2022-jp' : 'utf-8'
  return isUtf8(bytes) ? 'utf-8' : charsetOf(bytes, common === 'utf-8' ? null : common)
}

function repairWords(header: string): string {
  return header
    .replace(encodedRun, (run) => repairRun(run))
    .replace(extendedLabel, (_, before: string) => `${before}iso-2022-jp`)
}

/**
 * Words that follow each other under one label are decoded together: a character may be split between them.
 * mailparser does that too, so it keeps the runs that it reads rightly.
 */
function repairRun(run: string): string {
  const words = [...run.matchAll(encodedWord)].map((word) => ({
    source: word[0],
    label: word[1] ?? '',
    encoding: (word[2] ?? '').toLowerCase(),
    bytes: wordBytes(word[2] ?? '', word[3] ?? ''),
  }))
  const groups = groupBy(words, (word) => word.label.toLowerCase())
  const repaired = groups.map((group) => {
    const label = group[0]?.label ?? ''
    const bytes = Buffer.concat(group.map((word) => word.bytes))
    const charset = charsetOf(bytes, label)
    const mixed = new Set(group.map((word) => word.encoding)).size > 1
    return !mixed && isReadRightly(bytes, charset, label)
      ? group.map((word) => word.source).join(' ')
      : utf8Words(decodeBytes(bytes, charset))
  })
  return repaired.join(' ')
}

function wordBytes(encoding: string, payload: string): Buffer {
  return encoding.toLowerCase() === 'b'
    ? Buffer.from(payload, 'base64')
    : decodeQuotedPrintable(Buffer.from(payload.replaceAll('_', ' ')))
}

function utf8Words(text: string): string {
  return text === '' ? '' : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`
}

function groupBy<T>(items: T[], key: (item: T) => string): T[][] {
  const groups: T[][] = []
  for (const item of items) {
    const last = groups.at(-1)
    const first = last?.[0]
    if (last && first !== undefined && key(first) === key(item)) last.push(item)
    else groups.push([item])
  }
  return groups
}
