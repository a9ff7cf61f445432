import type { Role } from '../access/viewer.ts'

export type Locale = 'ja' | 'en'

export type Account = {
  id: number
  name: string
  reading: string
  /** Lower case. */
  email: string
  title: string
  /** Empty where they gave none. */
  phone: string
  locale: Locale
  timeZone: string
  newestFirst: boolean
  adminSince: number | null
  disabledAt: number | null
  createdAt: number
}

/** What a new account is made of; the password may come later, by an invitation. */
export type NewAccount = {
  name: string
  reading: string
  email: string
  title: string
  locale: Locale
  timeZone: string
  passwordHash: string | null
  isAdmin: boolean
}

export type MailboxRole = { mailboxId: number; role: Role }

/** How an address is stored and looked up. */
export function foldEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}

/** Whether this looks like an address that mail can be sent to; whether it exists only a mail can tell. */
export function isEmail(email: string): boolean {
  return email.length <= 254 && /^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\]+\.[^\s@<>()",;:\\]+$/.test(email)
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone !== ''
  } catch {
    return false
  }
}

/**
 * Whether taking the administration (or the whole account) from this person would leave nobody who could
 * give it back.
 */
export function isLastAdmin(account: Pick<Account, 'id'>, activeAdminIds: readonly number[]): boolean {
  return activeAdminIds.length === 1 && activeAdminIds[0] === account.id
}
