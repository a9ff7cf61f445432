import type { MailOnServer } from '../mail/imap.ts'
import { emptyMail, type MailProblem, type ParsedMail } from '../mail/parsed-mail.ts'

/** At most so many mails and bytes are in memory for one transaction; a larger mail goes alone. */
export type BatchLimits = { mails: number; bytes: number }

export const batchLimits: BatchLimits = { mails: 50, bytes: 8 * 1024 * 1024 }

/** Cuts mails, in rising order of UID, into batches. */
export function inBatches(mails: readonly MailOnServer[], limits = batchLimits): MailOnServer[][] {
  const batches: MailOnServer[][] = []
  let bytes = 0
  for (const mail of [...mails].sort((a, b) => a.uid - b.uid)) {
    const open = batches.at(-1)
    if (open && open.length < limits.mails && bytes + mail.size <= limits.bytes) {
      open.push(mail)
      bytes += mail.size
    } else {
      batches.push([mail])
      bytes = mail.size
    }
  }
  return batches
}

const DAY = 24 * 3600_000

/**
 * From when on (UTC ms) the first run under a UIDVALIDITY takes mail; null: everything. When the server
 * numbers a folder afresh, all that may have come since the old cursor last moved is looked through again,
 * however long ago that is.
 *
 * @param firstDays how far back the first run goes; null: to the beginning
 * @param earlier when the folder's cursor under another UIDVALIDITY last moved
 */
export function firstSince(now: number, firstDays: number | null, earlier: number | null): number | null {
  if (firstDays === null) return null
  const since = now - firstDays * DAY
  return earlier === null ? since : Math.min(since, earlier - DAY)
}

/** A mail of which the content is missing here: its original is kept as far as it came, and a notice instead. */
export function setAside(code: MailProblem, why: string): ParsedMail {
  return { ...emptyMail(code), problem: why }
}
