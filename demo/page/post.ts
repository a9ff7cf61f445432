import { randomUUID } from 'node:crypto'
import { parseMail } from '../../src/mail/mime.ts'
import type { ParsedMail } from '../../src/mail/parsed-mail.ts'
import type { MailboxKey } from '../cast.ts'
import { cast } from '../cast.ts'
import type { DemoImap } from '../imap-server.ts'
import type { Mailbox } from '../mail/outline.ts'
import { buildMail } from '../mail-bytes.ts'
import { mailboxes, mailboxOf } from '../mailboxes.ts'
import type { DemoSmtp, SunkMail } from '../smtp-sink.ts'

/** A mail that hoshin sent, as its addressee reads it. */
export type ReadMail = {
  id: number
  /** ms, UTC */
  at: number
  /** `staff`: hoshin's own notification; `customer`: a reply. */
  to: 'customer' | 'staff'
  recipients: string[]
  mail: ParsedMail
}

export type Letter = {
  mailbox: MailboxKey
  from: Mailbox
  subject: string
  text: string
  /** The id of the mail that is answered. */
  answers: number | null
}

/** The customers' side of the demo: what they got, and what they write. */
export type Post = {
  /** Newest first. @param to whose mail, or everybody's */
  list(
    to: ReadMail['to'] | null,
    page: { limit: number; offset: number },
  ): Promise<{ mails: ReadMail[]; total: number }>
  read(id: number): Promise<ReadMail | null>
  source(id: number): Buffer | null
  write(letter: Letter, now: number): Promise<void>
}

type PostOffices = { imap: Pick<DemoImap, 'deliver'>; smtp: Pick<DemoSmtp, 'mails'> }

export function openPost({ imap, smtp }: PostOffices): Post {
  // Parsing takes a millisecond; the list shows the same mails again and again.
  const parsed = new WeakMap<SunkMail, Promise<ParsedMail>>()
  const understood = async (sunk: SunkMail): Promise<ReadMail> => {
    const reading = parsed.get(sunk) ?? parseMail(sunk.raw)
    parsed.set(sunk, reading)
    return { id: sunk.id, at: sunk.at, to: side(sunk), recipients: sunk.envelope.to, mail: await reading }
  }
  const find = (id: number) => smtp.mails.find((mail) => mail.id === id) ?? null
  return {
    async list(to, { limit, offset }) {
      const wanted = smtp.mails.filter((mail) => to === null || side(mail) === to).toReversed()
      const shown = wanted.slice(offset, offset + limit)
      return { mails: await Promise.all(shown.map(understood)), total: wanted.length }
    },
    async read(id) {
      const sunk = find(id)
      return sunk && understood(sunk)
    },
    source: (id) => find(id)?.raw ?? null,
    async write(letter, now) {
      const answered = letter.answers === null ? null : find(letter.answers)
      const raw = compose(letter, answered && (await understood(answered)), now)
      await imap.deliver(mailboxOf(letter.mailbox).imapUser, raw, now)
    },
  }
}

/** The mailbox that a mail of hoshin's was sent from; a notification comes from none. */
export function mailboxBehind({ mail }: ReadMail): MailboxKey | null {
  return mailboxes.find(({ address }) => address === mail.from?.address)?.key ?? null
}

function compose(
  { mailbox: key, from, subject, text }: Letter,
  answered: ReadMail | null,
  now: number,
): Buffer {
  const { senderName, address, locale } = mailboxOf(key)
  const mailbox = { name: senderName, address }
  const context = {
    key: randomUUID(),
    date: now,
    mailbox,
    language: locale,
    threadSubject: subject,
    ...(answered ? { answered: asAnswered(answered, mailbox, from) } : {}),
  }
  return buildMail({ from, subject, text, quotes: answered !== null }, context).raw
}

function asAnswered({ mail, at }: ReadMail, from: Mailbox, to: Mailbox) {
  return {
    messageId: `<${mail.messageId}>`,
    references: mail.references.map((id) => `<${id}>`),
    subject: mail.subject,
    text: mail.text,
    date: at,
    from,
    to,
  }
}

function side({ envelope }: SunkMail): ReadMail['to'] {
  return cast.some(({ email }) => envelope.to.includes(email)) ? 'staff' : 'customer'
}
