import type { Finding, Surroundings, Written } from './check.ts'

/** More recipients than this are asked about, where a mailbox has set no number of its own. */
export const MANY_RECIPIENTS = 5

/**
 * Addresses that this thread has not seen, and ours where customers read along. What a customer has brought in
 * themselves is no news to them; Bcc is seen by nobody.
 *
 * @param words addresses and domains that are never asked about
 */
export function recipientFindings(
  { addressees }: Written,
  around: Surroundings,
  words: readonly string[],
): Finding[] {
  const open = [...addressees.to, ...addressees.cc]
  const known = new Set([...around.participants].map(domainOf))
  const outside = open.some(({ address }) => !isOurs(address, around))
  return [...open, ...addressees.bcc].flatMap((recipient): Finding[] => {
    const address = recipient.address.toLowerCase()
    if (around.participants.has(address) || isNamed(address, words)) return []
    if (isOurs(address, around)) {
      const isShown = outside && open.includes(recipient)
      return isShown
        ? [{ kind: 'internal_recipient', says: 'internal_recipient', what: address, meant: '' }]
        : []
    }
    const says =
      known.has(domainOf(address)) && !isShared(domainOf(address)) ? 'new_recipient' : 'far_recipient'
    return [{ kind: 'new_recipient', says, what: address, meant: domainOf(address) }]
  })
}

/** @param words the mailbox's own number, as its first word */
export function manyFindings({ addressees }: Written, _: Surroundings, words: readonly string[]): Finding[] {
  const limit = recipientLimit(words)
  const count = addressees.to.length + addressees.cc.length + addressees.bcc.length
  if (count <= limit) return []
  return [{ kind: 'many_recipients', says: 'many_recipients', what: String(count), meant: String(limit) }]
}

/** How many recipients pass without a question. */
export function recipientLimit(words: readonly string[]): number {
  const number = Number((words[0] ?? '').normalize('NFKC'))
  return Number.isInteger(number) && number > 0 ? number : MANY_RECIPIENTS
}

export function isOurs(address: string, { own }: Pick<Surroundings, 'own'>): boolean {
  const lower = address.toLowerCase()
  return own.addresses.has(lower) || own.domains.has(domainOf(lower))
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

function isNamed(address: string, words: readonly string[]): boolean {
  return words.some((word) => {
    const named = word.trim().toLowerCase().replace(/^@/, '')
    return named !== '' && (address === named || domainOf(address) === named)
  })
}

/** Providers of which anybody has an address: the same domain says nothing. */
const shared =
  /^(gmail\.com|googlemail\.com|outlook\.(com|jp)|hotmail\.(com|co\.jp)|live\.(com|jp)|msn\.com|yahoo\.(com|co\.jp)|ymail\.ne\.jp|icloud\.com|me\.com|mac\.com|aol\.com|proton(mail)?\.(com|me)|gmx\.(de|net|com)|web\.de|docomo\.ne\.jp|(ez|au)(web)?\.(ne\.jp|com)|softbank\.(ne\.jp|jp)|i\.softbank\.jp|(nifty|biglobe|ocn|so-net|plala|dion|jcom|home|infoseek|excite)\.(com|ne\.jp|jp|co\.jp))$/

export function isShared(domain: string): boolean {
  return shared.test(domain)
}
