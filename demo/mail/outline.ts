import type { Charset } from './charset.ts'

/** A name and an address as they stand in a header. */
export type Mailbox = { name: string; address: string }

/** A file that goes with a mail. */
export type MailFile = {
  filename: string
  type: string
  content: Buffer
  /** How the filename is written: RFC 2231 parameters, or the encoded word that many Japanese programs use. */
  nameStyle?: 'rfc2231' | 'encoded-word'
  /** Content-ID without brackets: the file is shown inside the HTML. */
  cid?: string
}

/** The programs that customers write with: they differ in headers, Message-IDs and the way they quote. */
export type MailProgram = 'outlook' | 'gmail' | 'iphone' | 'thunderbird' | 'becky'

/** A mail as its author thinks of it; `mail-bytes.ts` turns it into RFC 5322 bytes. */
export type MailOut = {
  from: Mailbox
  /** Default: the mailbox of the thread. */
  to?: Mailbox[]
  cc?: Mailbox[]
  /** Default: `Re: ` and the thread's first subject. `null`: no Subject header at all. */
  subject?: string | null
  text: string
  html?: string
  attachments?: MailFile[]
  /** Default utf-8. */
  encoding?: Charset
  /** The charset that the mail names, where that is not the true one. `null`: none. */
  charsetLabel?: string | null
  /** The subject as bare 8-bit bytes, as some web forms send it. */
  bareSubject?: boolean
  program?: MailProgram
  /** Quote the message before this one, the way `program` does. */
  quotes?: boolean
  /** Zone of the Date header. Default +0900. */
  zone?: string
  /** Headers that this kind of mail lacks. */
  without?: ('message-id' | 'date')[]
  headers?: Record<string, string>
  /** Makes it a delivery report (RFC 3464) about a mail that could not be delivered. */
  deliveryReport?: { recipient: string; status: string; diagnostic: string }
}
