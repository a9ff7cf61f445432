import type { Finding, Surroundings, Written } from './check.ts'
import { bareName, couldBe, isIdeographic, joined, partsOf } from './names.ts'
import { folded } from './wording.ts'

/**
 * Names of other customers of late in a text: whole, or a surname with 様 or a title. What the customer wrote
 * themselves is no news to them.
 *
 * @param words names that are never asked about
 */
export function otherCustomerFindings(
  written: Written,
  around: Surroundings,
  words: readonly string[],
): Finding[] {
  const text = folded(`${written.subject}\n${written.text}`)
  const dense = text.replace(/[ \t\u3000・]+/gu, '')
  const own = [...around.customer.names, ...words, ...written.addressees.to.map(({ name }) => name)]
  const wrote = folded(around.customer.wrote)
  const found = new Map<string, Finding>()
  for (const name of around.otherCustomers) {
    if (own.some((one) => couldBe(name, one) || couldBe(one, name))) continue
    const what = mentionOf(name, text, dense)
    if (what === null || wrote.includes(what) || found.has(what)) continue
    found.set(what, { kind: 'other_customer', says: 'other_customer', what, meant: name })
  }
  return [...found.values()]
}

/** The words by which a text names somebody; null where it does not. */
function mentionOf(name: string, text: string, dense: string): string | null {
  const parts = partsOf(name)
  const [surname = ''] = parts
  const whole = joined(name)
  if (isIdeographic(name)) {
    if (whole.length >= 3 && dense.includes(whole)) return whole
    // 森様 is 大森様 as well: what stands before a surname must not belong to it.
    const called = new RegExp(`(?<![\\p{Script=Han}々])${escaped(surname)}(?:様|さま|さん|殿|先生)`, 'u')
    return parts.length > 1 && called.test(dense) ? surname : null
  }
  const plain = bareName(name)
  if (parts.length > 1 && plain.length >= 7 && hasWords(text, plain)) return plain
  const family = parts.at(-1) ?? ''
  if (family.length < 3 || parts.length < 2) return null
  const titled = new RegExp(`\\b(?:dear|mr|mrs|ms|miss|dr)\\.? ${escaped(family)}\\b`, 'u')
  return titled.test(text) ? family : null
}

function hasWords(text: string, words: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(words)}(?![\\p{L}\\p{N}])`, 'u').test(text)
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
