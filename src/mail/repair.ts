import { charsetOf, decodeBytes, isReadRightly } from './charset.ts'
import { endOfField, type MimePart, type MimeTree } from './mime-tree.ts'
import { repairHeader } from './repair-header.ts'
import { decodeTransfer } from './transfer-encoding.ts'

type Edit = { start: number; end: number; bytes: Buffer }

/**
 * The mail as mailparser can read it: only what it would decode wrongly is rewritten in UTF-8 under a true
 * label, everything else keeps its bytes. A mail without such places comes back as it is, uncopied.
 */
export function repairMail(raw: Buffer, tree: MimeTree): Buffer {
  const edits = tree.parts.flatMap((part) => repairPart(raw, part))
  if (edits.length === 0) return raw
  const pieces: Buffer[] = []
  let at = 0
  for (const edit of edits) {
    pieces.push(raw.subarray(at, edit.start), edit.bytes)
    at = edit.end
  }
  pieces.push(raw.subarray(at))
  return Buffer.concat(pieces)
}

function repairPart(raw: Buffer, part: MimePart): Edit[] {
  const header = raw.subarray(part.start, part.bodyStart)
  const repaired = repairHeader(header, part.charset)
  const body = part.isText ? repairBody(raw, part) : null
  const head = body ? relabel(repaired ?? header) : repaired
  return [
    ...(head ? [{ start: part.start, end: part.bodyStart, bytes: head }] : []),
    ...(body ? [{ start: part.bodyStart, end: part.end, bytes: body }] : []),
  ]
}

/** The body in UTF-8, as base64 so that no line of it can pass for a delimiter; null when it is read rightly. */
function repairBody(raw: Buffer, part: MimePart): Buffer | null {
  const bytes = decodeTransfer(raw.subarray(part.bodyStart, part.end), part.encoding)
  const charset = charsetOf(bytes, part.charset)
  if (isReadRightly(bytes, charset, part.charset)) return null
  return Buffer.from(`${lines(Buffer.from(decodeBytes(bytes, charset)).toString('base64'))}\r\n`)
}

/** Replaces charset and transfer encoding in a header block; other parameters (format=flowed, name) stay. */
function relabel(header: Buffer): Buffer {
  const text = header.toString('utf8')
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const fields: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = endOfField(text, at)
    fields.push(text.slice(at, end).replace(/\r?\n?$/, eol))
    at = end
  }
  const type = fields.find((one) => /^content-type[ \t]*:/i.test(one))
  const rest = fields.filter(
    (one) => !/^content-(type|transfer-encoding)[ \t]*:/i.test(one) && one.trim() !== '',
  )
  const labelled = (type ?? 'Content-Type: text/plain')
    .replace(/;\s*charset\s*=\s*("[^"]*"|[^\s;]*)/gi, '')
    .replace(/[\s;]*$/, '; charset=utf-8')
  return Buffer.from([...rest, labelled, eol, 'Content-Transfer-Encoding: base64', eol, eol].join(''))
}

function lines(base64: string): string {
  return base64.replace(/.{76}/g, '$&\r\n')
}
