import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { MailBytes } from './mail-bytes.ts'
import type { MailAddress } from './parsed-mail.ts'

/** A mail to be written. Message-IDs stand without angle brackets; `date` is UTC ms. */
export type MailToCompose = {
  from: MailAddress
  to: readonly MailAddress[]
  cc?: readonly MailAddress[]
  /** Only for the caller's envelope: it leaves no trace in the mail. */
  bcc?: readonly MailAddress[]
  replyTo?: readonly MailAddress[]
  subject: string
  text: string
  html?: string
  attachments?: readonly OutgoingFile[]
  messageId: string
  inReplyTo?: string | null
  references?: readonly string[]
  date: number
  /** Further headers, such as Auto-Submitted. */
  headers?: Readonly<Record<string, string>>
}

export type OutgoingFile = { filename: string; contentType: string; bytes: MailBytes }

/** A line break in what becomes a header would let its writer add headers of their own. */
export class LineBreakInHeader extends Error {
  constructor(readonly field: string) {
    super(`${field} must not contain a line break`)
  }
}

/**
 * Writes a mail: UTF-8, CRLF line ends, 7-bit throughout, so that every server passes it on unchanged.
 * Headers and bodies are base64 where they are not ASCII, which old Japanese mail programs read best.
 *
 * @throws LineBreakInHeader
 */
export async function composeMail(mail: MailToCompose): Promise<Uint8Array> {
  return composerOf(mail).compile().build()
}

/** The same mail piece by piece, for one whose files would fill the memory. @throws LineBreakInHeader */
export function composeInPieces(mail: MailToCompose): AsyncIterable<Uint8Array> {
  return composerOf(mail).compile().createReadStream()
}

function composerOf(mail: MailToCompose): MailComposer {
  refuseLineBreaks(mail)
  return new MailComposer({
    from: mail.from,
    to: [...mail.to],
    cc: [...(mail.cc ?? [])],
    replyTo: [...(mail.replyTo ?? [])],
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: (mail.attachments ?? []).map(({ filename, contentType, bytes }) => ({
      filename,
      contentType,
      content: bytes instanceof Uint8Array ? Buffer.from(bytes) : Readable.from(bytes.pieces()),
      contentDisposition: 'attachment',
    })),
    messageId: `<${mail.messageId}>`,
    inReplyTo: mail.inReplyTo ? `<${mail.inReplyTo}>` : undefined,
    references: mail.references?.map((id) => `<${id}>`),
    date: new Date(mail.date),
    headers: { ...mail.headers },
    textEncoding: 'base64',
    newline: 'windows',
    // The content may quote a customer's mail: nothing in it may name a file of ours or a server.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

function refuseLineBreaks(mail: MailToCompose): void {
  const people = [mail.from, ...mail.to, ...(mail.cc ?? []), ...(mail.replyTo ?? [])]
  const fields: [string, string][] = [
    ['the subject', mail.subject],
    ['the Message-ID', [mail.messageId, mail.inReplyTo ?? '', ...(mail.references ?? [])].join(' ')],
    ...people.flatMap(({ name, address }): [string, string][] => [
      ['a name', name],
      ['an address', address],
    ]),
    ...(mail.attachments ?? []).flatMap(({ filename, contentType }): [string, string][] => [
      ['a file name', filename],
      ['a content type', contentType],
    ]),
    ...Object.entries(mail.headers ?? {}).map(([name, value]): [string, string] => [
      'a header',
      name + value,
    ]),
  ]
  for (const [field, value] of fields) {
    if (/[\r\n\0]/.test(value)) throw new LineBreakInHeader(field)
  }
}
