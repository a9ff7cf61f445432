import type { ParsedMail } from '../mail/parsed-mail.ts'

/** The mailbox into which mail is taken. */
export type ReceivingMailbox = {
  id: number
  address: string
  /** By which its server names itself in Authentication-Results; missing or null: it is not known. */
  authservId?: string | null
}

/** The folder that was read. `sent` holds what the team sent from other mail programs. */
export type ReadFolder = { name: string; role: 'inbox' | 'sent'; uidValidity: string }

/** One mail as the server gave it, and what was understood of it. */
export type Arrival = { uid: number; receivedAt: number; raw: Uint8Array; parsed: ParsedMail }

/** What became of a batch. A duplicate is a mail whose bytes, or whose place on the server, are stored already. */
export type Receipt = { stored: number; duplicates: number; broken: number; threadIds: number[] }

/** Every address that a mail names apart from the mailbox's own, in lower case. */
export function addressesOf(mail: ParsedMail, own: string): string[] {
  const named = [mail.from, ...mail.replyTo, ...mail.to, ...mail.cc]
  return named
    .map((address) => address?.address.toLowerCase() ?? '')
    .filter((address) => address !== '' && address !== own.toLowerCase())
}

/** The Message-IDs that a mail answers, the direct parent first, without repeats. */
export function answeredIds(mail: ParsedMail): string[] {
  const ids = [mail.inReplyTo, mail.returnedMessageId, ...[...mail.references].reverse()]
  return [...new Set(ids.filter((id): id is string => id !== null && id !== ''))].slice(0, 30)
}
