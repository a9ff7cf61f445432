import type { MailLimits, MailProblem } from './parsed-mail.ts'

/** One part of a mail by its byte offsets in the raw mail: header [start, bodyStart), body [bodyStart, end). */
export type MimePart = {
  start: number
  bodyStart: number
  end: number
  contentType: string
  charset: string | null
  encoding: string
  /** Shown as text of the mail: text/plain or text/html that nobody attached. */
  isText: boolean
  /** Somewhere inside multipart/alternative. */
  alternative: boolean
}

export type MimeTree = { parts: MimePart[]; problem: MailProblem | null }

type OpenMultipart = { boundary: Buffer; alternative: boolean }

const LF = 0x0a
const CR = 0x0d

/**
 * Finds the parts of a mail without decoding anything, in one pass. It stops at the first limit that is
 * passed and says which; `parts[0]` is the mail itself. Delimiters are taken as RFC 2046 5.1.1 has them, and one
 * of an outer multipart ends everything inside.
 */
export function readTree(raw: Buffer, limits: MailLimits): MimeTree {
  const parts: MimePart[] = []
  const open: OpenMultipart[] = []
  let at = 0
  let alternative = false

  if (raw.length > limits.bytes) return { parts, problem: 'too-large' }
  for (;;) {
    const bodyStart = endOfHeader(raw, at, open)
    if (bodyStart - at > limits.headerBytes) return { parts, problem: 'header-too-large' }
    const header = raw.toString('latin1', at, bodyStart)
    const part = partOf(header, at, bodyStart, raw.length, alternative)
    parts.push(part)
    if (parts.length > limits.parts) return { parts, problem: 'too-many-parts' }

    const boundary = part.contentType.startsWith('multipart/')
      ? parameter(field(header, 'content-type'), 'boundary')
      : null
    if (boundary) {
      open.push({
        boundary: Buffer.from(boundary, 'latin1'),
        alternative: alternative || part.contentType === 'multipart/alternative',
      })
      if (open.length > limits.depth) return { parts, problem: 'too-deep' }
    }
    if (isEmbeddedMessage(part, header)) {
      at = bodyStart
      continue
    }

    const next = nextPart(raw, bodyStart, open, part)
    if (next === null) return { parts, problem: null }
    at = next
    alternative = open.at(-1)?.alternative ?? false
  }
}

/**
 * Ends `part` at the delimiter that follows and returns where the next part begins; null at the end of the
 * mail. Multiparts that end on the way are taken off `open`.
 */
function nextPart(raw: Buffer, from: number, open: OpenMultipart[], part: MimePart): number | null {
  let at = from
  let ended = false
  while (open.length > 0) {
    const line = nextDashes(raw, at)
    if (line === null) return null
    const lineEnd = endOfLine(raw, line)
    const match = matchDelimiter(raw, line, lineEnd, open)
    if (match) {
      if (!ended) part.end = beforeLineEnd(raw, from, line)
      ended = true
      open.length = match.closes ? match.index : match.index + 1
      if (!match.closes) return lineEnd
    }
    at = lineEnd
  }
  return null
}

function matchDelimiter(
  raw: Buffer,
  line: number,
  lineEnd: number,
  open: OpenMultipart[],
): { index: number; closes: boolean } | null {
  for (let index = open.length - 1; index >= 0; index--) {
    const boundary = open[index]?.boundary
    const after = line + 2 + (boundary?.length ?? 0)
    if (boundary && after <= lineEnd && raw.compare(boundary, 0, boundary.length, line + 2, after) === 0) {
      const rest = raw.toString('latin1', after, lineEnd)
      if (/^[ \t]*[\r\n]*$/.test(rest)) return { index, closes: false }
      if (/^--[ \t]*[\r\n]*$/.test(rest)) return { index, closes: true }
    }
  }
  return null
}

function nextDashes(raw: Buffer, from: number): number | null {
  if ((from === 0 || raw[from - 1] === LF) && raw[from] === 0x2d && raw[from + 1] === 0x2d) return from
  const found = raw.indexOf('\n--', from, 'latin1')
  return found < 0 ? null : found + 1
}

/** The header ends after its empty line, or before a delimiter where a part has a header only. */
function endOfHeader(raw: Buffer, from: number, open: OpenMultipart[]): number {
  let at = from
  while (at < raw.length) {
    const lineEnd = endOfLine(raw, at)
    if (raw[at] === LF || (raw[at] === CR && raw[at + 1] === LF)) return lineEnd
    if (raw[at] === 0x2d && raw[at + 1] === 0x2d && matchDelimiter(raw, at, lineEnd, open)) return at
    at = lineEnd
  }
  return raw.length
}

function endOfLine(raw: Buffer, from: number): number {
  const lf = raw.indexOf(LF, from)
  return lf < 0 ? raw.length : lf + 1
}

function beforeLineEnd(raw: Buffer, start: number, line: number): number {
  if (line - 1 < start) return start
  return raw[line - 2] === CR && line - 2 >= start ? line - 2 : line - 1
}

function partOf(
  header: string,
  start: number,
  bodyStart: number,
  end: number,
  alternative: boolean,
): MimePart {
  const type = field(header, 'content-type')
  const disposition = field(header, 'content-disposition')
  const contentType = type === null ? 'text/plain' : (/^[^;\s]+/.exec(type)?.[0].toLowerCase() ?? '')
  const shown = disposition === null || /^(inline)?\s*(;|$)/i.test(disposition)
  return {
    start,
    bodyStart,
    end,
    contentType,
    charset: parameter(type, 'charset'),
    encoding: (field(header, 'content-transfer-encoding') ?? '')
      .replace(/\(.*\)/, '')
      .trim()
      .toLowerCase(),
    isText: shown && (contentType === 'text/plain' || contentType === 'text/html'),
    alternative,
  }
}

/** An attached mail that wants to be shown in place; others stay files. */
function isEmbeddedMessage(part: MimePart, header: string): boolean {
  return (
    part.contentType === 'message/rfc822' &&
    ['', '7bit', '8bit', 'binary'].includes(part.encoding) &&
    /^inline\s*(;|$)/i.test(field(header, 'content-disposition') ?? '')
  )
}

/** The value of the first field of that (lower-case) name in a header block, unfolded; null when there is none. */
export function field(header: string, name: string): string | null {
  const lowerCase = header.toLowerCase()
  for (let at = lowerCase.indexOf(name); at >= 0; at = lowerCase.indexOf(name, at + 1)) {
    const colon = /^[ \t]*:/.exec(header.slice(at + name.length, at + name.length + 8))
    if (colon && (at === 0 || header[at - 1] === '\n')) {
      const start = at + name.length + colon[0].length
      return header
        .slice(start, endOfField(header, start))
        .replace(/\r?\n[ \t]+/g, ' ')
        .trim()
    }
  }
  return null
}

/** A field goes on over lines that begin with white space. */
export function endOfField(header: string, from: number): number {
  let at = header.indexOf('\n', from)
  while (at >= 0 && (header[at + 1] === ' ' || header[at + 1] === '\t')) at = header.indexOf('\n', at + 1)
  return at < 0 ? header.length : at + 1
}

function parameter(value: string | null, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(
    value ?? '',
  )
  const quoted = found?.[1]?.replace(/\\(.)/g, '$1')
  return (quoted ?? found?.[2]?.replace(/\(.*$/, '') ?? '').trim() || null
}
