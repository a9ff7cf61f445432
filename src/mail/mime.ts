import { sanitiseHtml } from './html.ts'
import { nestsDeeper } from './html-depth.ts'
import { foldHtmlQuotes } from './html-quote.ts'
import { roughText, textFromHtml } from './html-text.ts'
import { isAnswerable, kindOf } from './kind.ts'
import { allFields, headerFields, type MailHeaders, mailHeaders } from './mail-headers.ts'
import { type MimeTree, readTree } from './mime-tree.ts'
import {
  type AttachmentBytes,
  defaultMailLimits,
  emptyMail,
  type MailLimits,
  type MailProblem,
  type ParsedMail,
  wordsFor,
} from './parsed-mail.ts'
import { type ReadAttachment, type ReadMail, readWithParser } from './parser.ts'
import { excerptOf } from './quote.ts'
import { repairMail } from './repair.ts'
import { repairHeader } from './repair-header.ts'
import { notReturned, returnedMail } from './returned-mail.ts'

/** Elements inside one another; the deepest newsletters and reply chains stay below a hundred or two. */
const HTML_DEPTH = 500

/**
 * Reads one mail as it came from the server. Never throws for bad mail: what cannot be understood comes back as
 * kind `broken` with the problem in words and the header fields as far as they go.
 */
export async function parseMail(
  raw: Uint8Array,
  limits: MailLimits = defaultMailLimits,
): Promise<ParsedMail> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const tree = readTree(bytes, limits)
  if (tree.problem) return brokenMail(bytes, tree.problem)
  try {
    const repaired = repairMail(bytes, tree)
    return compose(
      bytes,
      tree,
      await readWithParser(repaired, limits, { textIntoHtml: hasTextBesideHtml(tree) }),
      limits,
    )
  } catch (error) {
    return brokenMail(bytes, isLimit(error) ? limitOf(error) : 'unreadable')
  }
}

/** The bytes of the attachment that `parseMail` listed at `index`; null when the mail has none there or is broken. */
export async function extractAttachment(
  raw: Uint8Array,
  index: number,
  limits: MailLimits = defaultMailLimits,
): Promise<AttachmentBytes | null> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const tree = readTree(bytes, limits)
  if (tree.problem) return null
  try {
    const mail = await readWithParser(repairMail(bytes, tree), limits, { keep: index })
    const file = mail.attachments[index]
    return file?.bytes ? { bytes: file.bytes, contentType: file.contentType, filename: file.filename } : null
  } catch {
    return null
  }
}

/** A mail that cannot be read: its header fields as far as they go, and why. Also what the deadline makes of a mail. */
export async function brokenMail(raw: Uint8Array, problem: MailProblem): Promise<ParsedMail> {
  const headers = await headersOnly(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  return { ...emptyMail(problem), ...headers }
}

function compose(raw: Buffer, tree: MimeTree, mail: ReadMail, limits: MailLimits): ParsedMail {
  const root = tree.parts[0]
  const block = root ? raw.subarray(root.start, root.bodyStart) : raw.subarray(0, 0)
  const fields = headerFields((repairHeader(block, root?.charset ?? null) ?? block).toString())
  const headers = mailHeaders(mail.headers, fields)
  const body = readBody(tree, mail, limits)
  const text = body.text.replace(/\r\n?/g, '\n').replaceAll('\0', '').toWellFormed().trimEnd()
  const facts = {
    headers: fields,
    from: headers.from?.address ?? null,
    fromName: headers.from?.name ?? '',
    subject: headers.subject,
    contentType: root?.contentType ?? '',
    partTypes: tree.parts.map((part) => part.contentType),
    text,
  }
  const told = kindOf(facts)
  const returned = told === 'bounce' ? returnedMail(raw, tree.parts, { fields, headers, text }) : notReturned
  return {
    ...headers,
    // A report that a mail did arrive is an automatic answer like any other.
    kind: returned.bounce?.delivered ? 'auto_reply' : told,
    answerable: isAnswerable(facts),
    authenticationResults: allFields(block.toString('latin1'), 'authentication-results'),
    problem: body.leftOut ? wordsFor('html-left-out') : null,
    problemCode: body.leftOut ? 'html-left-out' : null,
    text,
    html: body.html,
    excerpt: excerptOf(text),
    attachments: mail.attachments.map((file, index) => ({
      index,
      filename: file.filename,
      contentType: file.contentType,
      size: file.size,
      sha256: file.sha256,
      contentId: file.contentId,
      inline: body.inline.has(index),
    })),
    remoteImages: body.remote,
    returnedMessageId: returned.returnedMessageId,
    bounce: returned.bounce?.delivered ? null : returned.bounce,
  }
}

type Body = { text: string; html: string | null; remote: boolean; inline: Set<number>; leftOut: boolean }

function readBody(tree: MimeTree, mail: ReadMail, limits: MailLimits): Body {
  const none = { html: null, remote: false, inline: new Set<number>(), leftOut: false }
  if (mail.html.trim() === '') return { ...none, text: mail.text }
  if (mail.html.length > limits.htmlBytes || nestsDeeper(mail.html, HTML_DEPTH)) {
    const text = mail.text.trim() === '' ? roughText(mail.html.slice(0, limits.htmlBytes)) : mail.text
    return { ...none, text, leftOut: true }
  }
  const safe = sanitiseHtml(mail.html.replaceAll('\0', ''), (contentId) =>
    indexOfContent(mail.attachments, contentId),
  )
  const isWhole = mail.text.trim() !== '' && !hasHtmlBesideText(tree)
  return {
    text: isWhole ? mail.text : textFromHtml(safe.html),
    html: safe.html.trim() === '' ? null : foldHtmlQuotes(safe.html),
    remote: safe.remote,
    inline: safe.inline,
    leftOut: false,
  }
}

/** Text that follows or precedes HTML instead of saying the same: the HTML view has to show it too. */
function hasTextBesideHtml(tree: MimeTree): boolean {
  return has(tree, 'text/html') && has(tree, 'text/plain', false)
}

/** HTML that says something of its own beside text: the text view has to show it too. */
function hasHtmlBesideText(tree: MimeTree): boolean {
  return has(tree, 'text/plain') && has(tree, 'text/html', false)
}

function has(tree: MimeTree, contentType: string, alternative?: boolean): boolean {
  return tree.parts.some(
    (part) =>
      part.isText &&
      part.contentType === contentType &&
      (alternative === undefined || part.alternative === alternative),
  )
}

function indexOfContent(attachments: ReadAttachment[], contentId: string): number | null {
  const wanted = contentId.trim().toLowerCase()
  const index = attachments.findIndex((file) => file.contentId?.toLowerCase() === wanted)
  return index < 0 ? null : index
}

async function headersOnly(raw: Buffer): Promise<MailHeaders> {
  const limits = { ...defaultMailLimits, headerBytes: 16 * 1024 * 1024 }
  const block = headerBlock(raw)
  const fields = headerFields(block.toString())
  try {
    return mailHeaders((await readWithParser(block, limits)).headers, fields)
  } catch {
    return mailHeaders(new Map(), fields)
  }
}

/** The first header lines of a mail, repaired, without those that say how the body is built. */
function headerBlock(raw: Buffer): Buffer {
  const start = raw.subarray(0, 64 * 1024)
  const end = /\r?\n\r?\n/.exec(start.toString('latin1'))?.index ?? start.lastIndexOf('\n')
  const block = start.subarray(0, Math.max(end, 0))
  const text = (repairHeader(block, null) ?? block).toString('utf8')
  return Buffer.from(
    `${text.replace(/^content-[a-z-]+[ \t]*:.*(\r?\n[ \t].*)*\r?\n?/gim, '').trimEnd()}\r\n\r\n`,
  )
}

function isLimit(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'EMAXLEN'
}

function limitOf(error: Error): MailProblem {
  return /child nodes/i.test(error.message) ? 'too-many-parts' : 'header-too-large'
}
