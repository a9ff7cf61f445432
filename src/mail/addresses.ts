import { domainToASCII } from 'node:url'
import addressparser from 'nodemailer/lib/addressparser'
import type { MailAddress } from './parsed-mail.ts'

/** What somebody typed into To, Cc or Bcc, and what of it is no address. */
export type AddressList = { addresses: MailAddress[]; bad: string[] }

/** Longest address that SMTP carries (RFC 5321 §4.5.3.1.3), in characters. What is longer is nobody's. */
export const ADDRESS_LIMIT = 254

/**
 * Reads addresses separated by commas, semicolons (Outlook), ideographic commas or line breaks, with or without names.
 * Domains become ASCII (IDNA); the same address counts once.
 */
export function parseAddressList(text: string): AddressList {
  const list: AddressList = { addresses: [], bad: [] }
  for (const entry of addressparser(inAscii(text), { flatten: true })) {
    const typed = entry.address || entry.name
    const address = sendable(entry.address ?? '')
    if (address === null) {
      if (typed.trim() !== '') list.bad.push(typed.trim())
    } else if (!list.addresses.some((known) => known.address.toLowerCase() === address.toLowerCase())) {
      list.addresses.push({ name: entry.address === entry.name ? '' : entry.name, address })
    }
  }
  return list
}

/**
 * The separators and signs of Japanese keyboards as mail knows them; a quoted name keeps its own. Two addresses
 * with only a space between are two, not the second one's name.
 */
function inAscii(text: string): string {
  return text
    .replace(/[\r\n]+/g, ',')
    .replace(/"(?:[^"\\]|\\.)*"|[、，；＠]/g, (found) => ascii[found] ?? found)
    .replace(/"(?:[^"\\]|\\.)*"|(?<=@[^\s,;<>"@]{1,255})\s+(?=[^\s,;<>"@]+@)/g, (found) =>
      found.startsWith('"') ? found : ',',
    )
}

const ascii: Readonly<Record<string, string>> = { '、': ',', '，': ',', '；': ',', '＠': '@' }

/** For a form's field: names quoted where they must be. */
export function formatAddressList(addresses: readonly MailAddress[]): string {
  return addresses.map(formatAddress).join(', ')
}

export function formatAddress({ name, address }: MailAddress): string {
  if (name === '') return address
  return /[",;:<>@()[\]\\、，；＠]/.test(name)
    ? `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`
    : `${name} <${address}>`
}

function sendable(address: string): string | null {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = domainToASCII(address.slice(at + 1))
  if (at < 1 || domain === '' || address.length > ADDRESS_LIMIT) return null
  if (!/^[^\s@<>()[\],;:\\"\x00-\x1f\x7f]+$/.test(local)) return null
  if (!/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(domain) || domain.includes('..')) return null
  return `${local}@${domain}`
}
