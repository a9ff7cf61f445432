import type { AddressObject, EmailAddress, Headers, HeaderValue } from 'mailparser'
import { autoSubmittedOf } from './kind.ts'
import { parseMailDate } from './mail-date.ts'
import { endOfField } from './mime-tree.ts'
import type { MailAddress, ParsedMail } from './parsed-mail.ts'

export type MailHeaders = Pick<
  ParsedMail,
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'subject'
  | 'from'
  | 'sender'
  | 'replyTo'
  | 'to'
  | 'cc'
  | 'bcc'
  | 'date'
  | 'autoSubmitted'
  | 'returnPath'
  | 'listId'
>

/**
 * The header fields that hoshin knows: those that need decoding as mailparser read them, dates and Message-IDs
 * from the fields themselves, because mailparser takes today for a bad date and words for IDs.
 */
export function mailHeaders(decoded: Headers, fields: ReadonlyMap<string, string>): MailHeaders {
  const returnPath = fields.get('return-path')
  const subject = decoded.get('subject')
  return {
    messageId: messageIds(fields.get('message-id'))[0] ?? null,
    inReplyTo: messageIds(fields.get('in-reply-to'))[0] ?? null,
    references: messageIds(fields.get('references')),
    subject: typeof subject === 'string' ? oneLine(subject) : '',
    from: fromOf(decoded),
    sender: addresses(decoded, 'sender'),
    replyTo: addresses(decoded, 'reply-to'),
    to: addresses(decoded, 'to'),
    cc: addresses(decoded, 'cc'),
    bcc: addresses(decoded, 'bcc'),
    date: parseMailDate(fields.get('date') ?? ''),
    autoSubmitted: autoSubmittedOf(fields),
    returnPath: returnPath === undefined ? null : returnPath.replace(/^<|>$/g, '').trim(),
    listId: fields.get('list-id') ?? null,
  }
}

/** The fields of a header block by lower-case name, unfolded, not decoded; of repeated ones the first. */
export function headerFields(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (let at = 0; at < block.length; ) {
    const end = endOfField(block, at)
    const line = block.slice(at, end)
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
    if (name !== '' && !fields.has(name)) {
      fields.set(
        name,
        line
          .slice(colon + 1)
          .replace(/[\u0000-\u001f\u007f]+/g, ' ')
          .trim(),
      )
    }
    at = end
  }
  return fields
}

/** The values of every field of that (lower-case) name in a header block, from the top, unfolded. */
export function allFields(block: string, name: string): string[] {
  const found = block.matchAll(new RegExp(`^${name}[ \\t]*:(.*(?:\\r?\\n[ \\t].*)*)`, 'gim'))
  return [...found].slice(0, 20).map(([, value = '']) => value.replace(/\s+/g, ' ').trim())
}

/** Message-IDs in a field without their angle brackets; a single bare ID is taken too. */
export function messageIds(value: string | undefined): string[] {
  const enclosed = [...(value ?? '').matchAll(/<([^<>\s][^<>]*)>/g)].map((found) =>
    (found[1] ?? '').replace(/\s+/g, ''),
  )
  if (enclosed.length > 0) return [...new Set(enclosed)]
  const bare = (value ?? '').replace(/[<>]/g, '').trim()
  return /^\S{1,500}$/.test(bare) ? [bare] : []
}

/** A sender without an address (`MAILER-DAEMON <>`, a bare name) is still shown by its name. */
function fromOf(decoded: Headers): MailAddress | null {
  const all = entries(decoded.get('from'))
  const first = all.find((one) => one.address) ?? all.find((one) => one.name)
  return first ? toAddress(first) : null
}

function addresses(decoded: Headers, name: string): MailAddress[] {
  return entries(decoded.get(name))
    .filter((one) => one.address)
    .map(toAddress)
}

function entries(value: HeaderValue | undefined): EmailAddress[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return list.filter(isAddressObject).flatMap((one) => one.value.flatMap(members))
}

function isAddressObject(value: unknown): value is AddressObject {
  return typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value)
}

function members(entry: EmailAddress): EmailAddress[] {
  return entry.group ? entry.group.flatMap(members) : [entry]
}

function toAddress(entry: EmailAddress): MailAddress {
  return { name: oneLine(entry.name), address: oneLine(entry.address ?? '') }
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
}
