import { type AttachmentStream, type Headers, MailParser, type MessageText } from 'mailparser'
import type { AttachmentBytes, MailLimits } from './parsed-mail.ts'

/** One attachment as it went by; `bytes` only when it was asked for. */
export type ReadAttachment = Omit<AttachmentBytes, 'bytes'> & {
  bytes: Uint8Array | null
  size: number
  sha256: string
  contentId: string | null
  /** Inside multipart/related: meant for the body if the body refers to it. */
  related: boolean
}

export type ReadMail = { headers: Headers; text: string; html: string; attachments: ReadAttachment[] }

/**
 * Lets mailparser read a (repaired) mail. Attachments are hashed and dropped, except the one at `keep`. Rejects for
 * mail that mailparser refuses: too large a header, too many parts.
 */
export function readWithParser(
  raw: Buffer,
  limits: MailLimits,
  options: { keep?: number; textIntoHtml?: boolean } = {},
): Promise<ReadMail> {
  return new Promise((resolve, reject) => {
    const mail: ReadMail = { headers: new Map(), text: '', html: '', attachments: [] }
    const parser = new Reader(limits, options.textIntoHtml === true)
    parser.on('headers', (headers) => {
      mail.headers = headers
    })
    parser.on('data', (item) => {
      if (item.type === 'text') takeText(mail, item)
      else takeAttachment(mail, item, options.keep)
    })
    parser.once('end', () => resolve(mail))
    parser.once('error', reject)
    parser.end(raw)
  })
}

class Reader extends MailParser {
  private readonly textIntoHtml: boolean

  constructor(limits: MailLimits, textIntoHtml: boolean) {
    super({
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
      skipHtmlToText: true,
      checksumAlgo: 'sha256',
      maxHeadSize: limits.headerBytes,
      maxChildNodes: limits.parts,
    })
    this.textIntoHtml = textIntoHtml
  }

  /** Text beside HTML, not instead of it: mailparser's own conversion is slow and would make links. */
  override textToHtml(text: string): string {
    return this.textIntoHtml ? `<div style="white-space:pre-wrap">${escapeText(text.trim())}</div>` : ''
  }
}

function takeText(mail: ReadMail, item: MessageText): void {
  mail.text = item.text ?? ''
  mail.html = item.html ?? ''
}

function takeAttachment(mail: ReadMail, item: AttachmentStream, keep: number | undefined): void {
  const index = mail.attachments.length
  const attachment: ReadAttachment = {
    bytes: null,
    filename: filenameOf(item.filename, item.contentType, index),
    contentType: printable(item.contentType),
    size: 0,
    sha256: '',
    contentId: item.cid ? printable(item.cid) : null,
    related: item.related === true,
  }
  mail.attachments.push(attachment)
  const chunks: Uint8Array[] = []
  item.content.on('data', (chunk: Uint8Array) => {
    if (index === keep) chunks.push(chunk)
  })
  item.content.once('end', () => {
    attachment.size = item.size ?? 0
    attachment.sha256 = item.checksum ?? ''
    if (index === keep) attachment.bytes = Buffer.concat(chunks)
    item.release?.()
  })
}

/** Names keep every letter as written, but no path and no control character: they end up in headers and on disks. */
function filenameOf(name: string | undefined, contentType: string, index: number): string {
  const safe = printable(name ?? '')
    .replace(/[/\\]/g, '_')
    .trim()
    .slice(0, 240)
  return safe === '' || /^\.+$/.test(safe) ? `${index + 1}${extensions[contentType] ?? '.bin'}` : safe
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, '')
}

const extensions: Record<string, string> = {
  'message/rfc822': '.eml',
  'text/rfc822-headers': '.txt',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
