import type { AddressObject, EmailAddress, Headers, HeaderValue, ParsedMail as ParserMail } from 'mailparser'
import { simpleParser } from 'mailparser'
import {
  type AttachmentBytes,
  defaultMailLimits,
  type MailAddress,
  type MailLimits,
  type ParsedMail,
} from './parsed-mail.ts'

/**
 * Reads one mail as it came from the server. Never throws for bad mail: what cannot be understood comes
 * back as kind `broken` with the problem in words.
 */
export async function parseMail(
  raw: Uint8Array,
  limits: MailLimits = defaultMailLimits,
): Promise<ParsedMail> {
  const mail = await read(raw, limits)
  return {
    kind: 'mail',
    problem: null,
    problemCode: null,
    messageId: bare(mail.messageId),
    inReplyTo: bare(mail.inReplyTo),
    references: [mail.references ?? []].flat().flatMap((id) => bare(id) ?? []),
    subject: mail.subject ?? '',
    from: addresses(mail.from)[0] ?? null,
    sender: addressHeader(mail.headers, 'sender'),
    replyTo: addresses(mail.replyTo),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    bcc: addresses(mail.bcc),
    date: mail.date?.getTime() ?? null,
    text: mail.text ?? '',
    html: null,
    excerpt: (mail.text ?? '').replace(/\s+/g, ' ').slice(0, 140),
    attachments: mail.attachments.map((file, index) => ({
      index,
      filename: file.filename ?? `file-${index + 1}`,
      contentType: file.contentType,
      size: file.size,
      sha256: file.checksum,
      contentId: file.cid ?? null,
      inline: file.related === true,
    })),
    remoteImages: false,
    autoSubmitted: null,
    returnPath: null,
    listId: null,
    returnedMessageId: null,
  }
}

/** The bytes of the attachment that `parseMail` listed at `index`; null when there is none. */
export async function extractAttachment(raw: Uint8Array, index: number): Promise<AttachmentBytes | null> {
  const mail = await read(raw, defaultMailLimits)
  const file = mail.attachments[index]
  return file
    ? { bytes: file.content, contentType: file.contentType, filename: file.filename ?? `file-${index + 1}` }
    : null
}

function read(raw: Uint8Array, limits: MailLimits): Promise<ParserMail> {
  return simpleParser(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), {
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
    skipHtmlToText: true,
    checksumAlgo: 'sha256',
    maxHeadSize: limits.headerBytes,
    maxChildNodes: limits.parts,
  })
}

function addressHeader(headers: Headers, name: string): MailAddress[] {
  const value = headers.get(name)
  return isAddresses(value) ? addresses(value) : []
}

function isAddresses(value: HeaderValue | undefined): value is AddressObject {
  return typeof value === 'object' && 'value' in value && Array.isArray(value.value)
}

function addresses(header: AddressObject | AddressObject[] | undefined): MailAddress[] {
  return [header ?? []].flat().flatMap((one) => one.value.flatMap(mailboxes))
}

function mailboxes(entry: EmailAddress): MailAddress[] {
  return entry.group
    ? entry.group.flatMap(mailboxes)
    : entry.address
      ? [{ name: entry.name, address: entry.address }]
      : []
}

function bare(id: string | undefined): string | null {
  return id?.replace(/^<|>$/g, '').trim() || null
}
