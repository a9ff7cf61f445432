import { createHash } from 'node:crypto'
import { charsetName, encodeText } from './mail/charset.ts'
import { encodeWords, formatDate, formatMailbox, header } from './mail/headers.ts'
import type { Mailbox, MailOut, MailProgram } from './mail/outline.ts'
import { crlf, filePart, multipart, type Part, textPart } from './mail/parts.ts'
import { type Answered, quote } from './mail/quote.ts'

/** What a mail needs to know of the moment and place it is written in. */
export type MailContext = {
  /** Unique: Message-ID and boundaries are made of it, so that the same story gives the same bytes. */
  key: string
  /** ms, UTC */
  date: number
  mailbox: Mailbox
  language: 'ja' | 'en'
  /** Used where the mail names no subject of its own. */
  threadSubject: string
  /** The message it answers; References are made of it. */
  answered?: Answered
}

/** A mail as it was sent. */
export type BuiltMail = {
  raw: Buffer
  /** With brackets; absent where the mail has none. */
  messageId: string | undefined
  /** What it refers to, oldest first; an answer to it goes on from here. */
  references: string[]
  subject: string
  /** Quote included. */
  text: string
}

/** The raw bytes (RFC 5322, CRLF) of a mail from a customer. */
export function buildMail(mail: MailOut, context: MailContext): BuiltMail {
  const program = mail.program ?? 'gmail'
  const text =
    mail.quotes && context.answered ? withQuote(mail, context.answered, program, context) : mail.text
  const references = referencesOf(mail, context.answered)
  const messageId = mail.without?.includes('message-id') ? undefined : messageIdOf(mail, context.key, program)
  const body = bodyOf(mail, text, context)
  const head = Buffer.concat([
    Buffer.from(addressHeaders(mail, context), 'latin1'),
    subjectHeader(mail, context),
    Buffer.from(
      (mail.without?.includes('date') ? '' : header('Date', formatDate(context.date, mail.zone ?? '+0900'))) +
        (messageId ? header('Message-ID', messageId) : '') +
        threadHeaders(references) +
        programHeaders(program, mail) +
        header('MIME-Version', '1.0') +
        body.headers,
      'latin1',
    ),
  ])
  return {
    raw: Buffer.concat([head, Buffer.from('\r\n'), body.body]),
    messageId,
    references,
    subject: subjectOf(mail, context) ?? '',
    text,
  }
}

function withQuote(mail: MailOut, answered: Answered, program: MailProgram, context: MailContext): string {
  return `${mail.text}\n\n${quote(answered, program, context.language)}`
}

function messageIdOf(mail: MailOut, key: string, program: MailProgram): string {
  const hash = createHash('sha256').update(key).digest('hex')
  const domain = mail.from.address.split('@')[1] ?? 'customer.example'
  switch (program) {
    case 'outlook':
      return `<${hash.slice(0, 12).toUpperCase()}$${hash.slice(12, 20)}@${domain}>`
    case 'gmail':
      return `<CA+${Buffer.from(hash.slice(0, 36), 'hex').toString('base64url')}@mail.${domain}>`
    case 'iphone':
      return `<${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-${hash.slice(16, 28)}@${domain}>`.toUpperCase()
    case 'thunderbird':
    case 'becky':
      return `<${hash.slice(0, 16)}.${hash.slice(16, 22)}@${domain}>`
  }
}

function bodyOf(mail: MailOut, text: string, context: MailContext): Part {
  const charset = mail.encoding ?? 'utf-8'
  const plain = textPart(text, 'plain', charset, mail.charsetLabel)
  if (mail.deliveryReport) return reportPart(mail, plain, context)
  const files = mail.attachments ?? []
  const html = mail.html === undefined ? undefined : textPart(mail.html, 'html', charset, mail.charsetLabel)
  const words = html ? multipart('alternative', boundary(context, 'alt'), [plain, html]) : plain
  const pictures = files.filter((file) => file.cid)
  const shown = pictures.length
    ? multipart('related', boundary(context, 'rel'), [words, ...pictures.map(filePart)])
    : words
  const attached = files.filter((file) => !file.cid)
  return attached.length
    ? multipart('mixed', boundary(context, 'mix'), [shown, ...attached.map(filePart)])
    : shown
}

function reportPart(mail: MailOut, plain: Part, context: MailContext): Part {
  const report = mail.deliveryReport
  if (!report) return plain
  const { recipient, status, diagnostic } = report
  const fields =
    'Reporting-MTA: dns; mx.minato.example\r\n\r\n' +
    `Final-Recipient: rfc822; ${recipient}\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${diagnostic}\r\n`
  const returned =
    header('From', formatMailbox(context.mailbox, 'utf-8')) +
    header('To', recipient) +
    header('Subject', encodeWords(context.answered?.subject ?? context.threadSubject, 'utf-8')) +
    (context.answered ? header('Message-ID', context.answered.messageId) : '')
  return multipart('report; report-type=delivery-status', boundary(context, 'rep'), [
    plain,
    { headers: header('Content-Type', 'message/delivery-status'), body: Buffer.from(fields) },
    { headers: header('Content-Type', 'text/rfc822-headers'), body: Buffer.from(crlf(returned), 'latin1') },
  ])
}

function boundary(context: MailContext, level: string): string {
  return `----=_${level}_${createHash('sha256').update(`${level} ${context.key}`).digest('hex').slice(0, 24)}`
}

function addressHeaders(mail: MailOut, context: MailContext): string {
  const charset = mail.encoding ?? 'utf-8'
  const write = (one: Mailbox) => formatMailbox(one, charset, mail.charsetLabel ?? undefined)
  return (
    header('From', write(mail.from)) +
    header('To', (mail.to ?? [context.mailbox]).map(write).join(', ')) +
    (mail.cc ? header('Cc', mail.cc.map(write).join(', ')) : '')
  )
}

function subjectOf(mail: MailOut, context: MailContext): string | null {
  return mail.subject === undefined ? `Re: ${context.threadSubject}` : mail.subject
}

function subjectHeader(mail: MailOut, context: MailContext): Buffer {
  const subject = subjectOf(mail, context)
  const charset = mail.encoding ?? 'utf-8'
  if (subject === null) return Buffer.alloc(0)
  return mail.bareSubject
    ? Buffer.concat([Buffer.from('Subject: '), encodeText(subject, charset), Buffer.from('\r\n')])
    : Buffer.from(
        header('Subject', encodeWords(subject, charset, mail.charsetLabel ?? charsetName(charset))),
        'latin1',
      )
}

/** Mail servers answer with a report that names the mail only inside (RFC 3464), not in its own headers. */
function referencesOf(mail: MailOut, answered: Answered | undefined): string[] {
  return answered && !mail.deliveryReport ? [...answered.references, answered.messageId] : []
}

function threadHeaders(references: string[]): string {
  const last = references.at(-1)
  return last === undefined ? '' : header('In-Reply-To', last) + header('References', references.join(' '))
}

function programHeaders(program: MailProgram, mail: MailOut): string {
  const own = Object.entries(mail.headers ?? {}).map(([name, value]) => header(name, value))
  const mailer = own.length ? undefined : MAILERS[program]
  return (mailer ? header('X-Mailer', mailer) : '') + own.join('')
}

const MAILERS: Record<MailProgram, string | undefined> = {
  outlook: 'Microsoft Outlook 16.0',
  gmail: undefined,
  iphone: 'iPhone Mail (23B85)',
  thunderbird: undefined,
  becky: 'Becky! ver. 2.81.03 [ja]',
}
