import type { BounceReport } from './bounce.ts'

/** One mailbox of an address header. `name` is empty when the header gave none; `address` is kept as written. */
export type MailAddress = { name: string; address: string }

/** An attached file without its bytes: ask `extractAttachment` for them by `index`. `size` is in decoded bytes. */
export type ParsedAttachment = {
  index: number
  filename: string
  contentType: string
  size: number
  sha256: string
  contentId: string | null
  /** Part of the body (an inline image), not a file that somebody attached. */
  inline: boolean
}

export type MailKind = 'mail' | 'bounce' | 'auto_reply' | 'broken'

/** Why a mail, or a part of it, was not understood; stable, so that the UI can say it in the reader's language. */
export type MailProblem =
  | 'too-large'
  | 'header-too-large'
  | 'too-many-parts'
  | 'too-deep'
  | 'timed-out'
  | 'unreadable'
  /** It was understood, but the database did not take what was understood of it. */
  | 'not-stored'
  /** The server announces it, but does not give its content. */
  | 'not-given'
  /** The mail is shown as text: its HTML is too large or too deeply nested to be made safe. */
  | 'html-left-out'

/** What one mail says, in plain values that can cross a thread. Message-IDs stand without angle brackets. */
export type ParsedMail = {
  kind: MailKind
  /** In English words; set for every `broken` mail, and for one of which only the HTML had to be left out. */
  problem: string | null
  problemCode: MailProblem | null
  messageId: string | null
  inReplyTo: string | null
  references: string[]
  subject: string
  from: MailAddress | null
  sender: MailAddress[]
  replyTo: MailAddress[]
  to: MailAddress[]
  cc: MailAddress[]
  bcc: MailAddress[]
  /** The Date header in UTC ms; null when missing or not a date. */
  date: number | null
  /** Readable text with LF line ends; made from the HTML when the mail has no text of its own. */
  text: string
  /** Sanitised; images are markers until `withImages` has put addresses in. */
  html: string | null
  /** About 140 characters of what is new in this mail: no quotes, no signature, white space folded. */
  excerpt: string
  attachments: ParsedAttachment[]
  /** The HTML wants images from elsewhere. */
  remoteImages: boolean
  /** hoshin may answer it by itself: certainly no machine's mail, and to nobody else. */
  answerable: boolean
  /** The value of Auto-Submitted (RFC 3834) in lower case, without parameters. */
  autoSubmitted: string | null
  /** Each Authentication-Results (RFC 8601), from the top; who wrote them is for the reader to know. */
  authenticationResults: string[]
  /** Empty string for the null return path `<>` of automatic mail; null when the header is missing. */
  returnPath: string | null
  listId: string | null
  /** In a delivery report: the Message-ID of the mail that came back. */
  returnedMessageId: string | null
  /** Of a delivery report: whom the mail did not reach, and why. */
  bounce: BounceReport | null
}

/** `bytes`, `htmlBytes`, `headerBytes` in bytes, `ms` for one mail from the outside, `depth` of multiparts, `parts` in all. */
export type MailLimits = {
  bytes: number
  depth: number
  parts: number
  ms: number
  htmlBytes: number
  headerBytes: number
}

export const defaultMailLimits: MailLimits = {
  bytes: 50 * 1024 * 1024,
  depth: 20,
  parts: 500,
  ms: 20_000,
  htmlBytes: 1024 * 1024,
  headerBytes: 256 * 1024,
}

/** The bytes of one attachment, as the mail carried them. */
export type AttachmentBytes = { bytes: Uint8Array; contentType: string; filename: string }

const problemWords: Record<MailProblem, string> = {
  'too-large': 'The mail is too large to be read.',
  'header-too-large': 'The header of the mail, or of a part of it, is too large.',
  'too-many-parts': 'The mail has too many parts.',
  'too-deep': 'The parts of the mail are nested too deeply.',
  'timed-out': 'Reading the mail took too long.',
  'not-stored': 'The mail could not be stored as it was understood.',
  'not-given': 'The mail server announces this mail but does not give its content.',
  unreadable: 'The mail does not follow the rules of mail closely enough to be read.',
  'html-left-out': 'The HTML of the mail is too large or nested too deeply; it is shown as text.',
}

export function wordsFor(problem: MailProblem): string {
  return problemWords[problem]
}

export function isMailProblem(word: string): word is MailProblem {
  return Object.hasOwn(problemWords, word)
}

/** A broken mail of which not even the header could be read. */
export function emptyMail(problem: MailProblem): ParsedMail {
  return {
    kind: 'broken',
    problem: wordsFor(problem),
    problemCode: problem,
    messageId: null,
    inReplyTo: null,
    references: [],
    subject: '',
    from: null,
    sender: [],
    replyTo: [],
    to: [],
    cc: [],
    bcc: [],
    date: null,
    text: '',
    html: null,
    excerpt: '',
    attachments: [],
    remoteImages: false,
    answerable: false,
    autoSubmitted: null,
    authenticationResults: [],
    returnPath: null,
    listId: null,
    returnedMessageId: null,
    bounce: null,
  }
}
