import type { BounceReport } from '../mail/bounce.ts'
import type { MailAddress } from '../mail/parsed-mail.ts'

/** A report of a delay, or of a reader's complaint, is about a mail that may arrive or did. */
export function hasFailed({ delayed, recipients }: BounceReport): boolean {
  return !delayed && (recipients.length === 0 || recipients.some(({ reason }) => reason !== 'complaint'))
}

/**
 * Whether a mail reached nobody that it was to. Where it went to one person and another address failed, they had
 * it forwarded; where a report names nobody, it is the whole mail that came back.
 *
 * @param failed addresses that it did not reach, lower case
 */
export function cameBack(
  { to, cc, bcc }: { to: readonly MailAddress[]; cc: readonly MailAddress[]; bcc: readonly MailAddress[] },
  failed: readonly string[],
): 'some' | 'all' {
  const reached = to.filter(({ address }) => !failed.includes(address.toLowerCase()))
  const others = cc.length + bcc.length
  const forwarded = to.length === 1 && others === 0
  return reached.length === 0 || forwarded || failed.length === 0 ? 'all' : 'some'
}
