import { parseAddressList } from '../mail/addresses.ts'
import type { MailAddress } from '../mail/parsed-mail.ts'

/** What a person typed into the form of a reply. */
export type TypedReply = { to: string; cc: string; bcc: string; subject: string; body: string }

export type Addressees = { to: MailAddress[]; cc: MailAddress[]; bcc: MailAddress[] }

export type ReplyError = 'missing' | 'bad-address' | 'line-break' | 'too-many'
export type ReplyErrors = Partial<Record<'to' | 'cc' | 'bcc' | 'subject' | 'body', ReplyError>>

/** Recipients of one mail; more belongs into a mailing tool. */
const RECIPIENT_LIMIT = 100

/** Whom a reply goes to, or what of it cannot be sent, by field. */
export function readReply(typed: TypedReply): { addressees: Addressees } | { errors: ReplyErrors } {
  const to = parseAddressList(typed.to)
  const cc = parseAddressList(typed.cc)
  const bcc = parseAddressList(typed.bcc)
  const errors = {
    ...addressErrors('to', to.bad, to.addresses.length, true),
    ...addressErrors('cc', cc.bad, cc.addresses.length, false),
    ...addressErrors('bcc', bcc.bad, bcc.addresses.length, false),
    ...(/[\r\n\0]/.test(typed.subject) && { subject: 'line-break' as const }),
    ...(typed.subject.trim() === '' && { subject: 'missing' as const }),
    ...(typed.body.trim() === '' && { body: 'missing' as const }),
  }
  if (Object.keys(errors).length > 0) return { errors }
  return { addressees: { to: to.addresses, cc: cc.addresses, bcc: bcc.addresses } }
}

function addressErrors(
  field: 'to' | 'cc' | 'bcc',
  bad: readonly string[],
  count: number,
  needed: boolean,
): Pick<ReplyErrors, 'to' | 'cc' | 'bcc'> {
  if (bad.length > 0) return { [field]: 'bad-address' }
  if (count > RECIPIENT_LIMIT) return { [field]: 'too-many' }
  return needed && count === 0 ? { [field]: 'missing' } : {}
}
