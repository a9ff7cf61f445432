import type { Finding, Surroundings, Written } from './check.ts'
import { couldBe, isComparable, isIdeographic, joined, partsOf } from './names.ts'
import { folded } from './wording.ts'

/** Lines at the top in which a mail says whom it is to. */
const OPENING_LINES = 8

/** 山口 花子 様, ○○株式会社 御中, 山口様、… — and not お客様には…. */
const japanese =
  /^([^。、,!！?？「」『』:：]{0,60}?)\s*(様|さま|さん|殿|御中|先生|各位)(?![のにがはをとへもかよでやだねっ\p{Script=Han}])/u
const english =
  /^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)(?: again)?(?: +([^,!:;.–—\n]{1,60}(?:\.[^,!:;.–—\n]{1,60})?))?\s*(?:[,!:;.–—]|$)/i
/** A name alone above the text: "Hanako," */
const alone = /^([\p{L}][\p{L}.'’ -]{1,40})[,:]$/u
/** A letter to whoever it concerns, or to several. */
const general =
  /(お客|ご?担当|関係者|みな|皆|各位|御中|customer|sir|madam|team|all|everyone|everybody|there|colleague|folks|friend|support|whom it may concern|ladies|gentlemen)/i

/**
 * Tells that a mail addresses nobody, or somebody else than its customer. A name that cannot be held against
 * what is known (another writing, nothing known) passes; so does one that the customer used.
 *
 * @param words addressees that are always right
 */
export function addresseeFindings(
  written: Written,
  around: Surroundings,
  words: readonly string[],
): Finding[] {
  const { names } = around.customer
  const meant = names[0] ?? ''
  const addressee = addresseeOf(written.text, [...names, ...words])
  if (addressee === null) {
    // In letters of the alphabet many answer without one; in Japanese it is missed.
    return isIdeographic(written.text) && written.text.trim() !== ''
      ? [{ kind: 'addressee', says: 'addressee_missing', what: '', meant }]
      : []
  }
  if (addressee.name === '' || general.test(addressee.name)) return []
  const rightOnes = [...names, ...words, ...written.addressees.to.map(({ name }) => name)]
  if (rightOnes.some((name) => couldBe(addressee.name, name))) return []
  if (!names.some((name) => isComparable(addressee.name, name))) return []
  const wrote = joined(around.customer.wrote)
  if (partsOf(addressee.name).some((part) => part.length > 1 && wrote.includes(folded(part)))) return []
  return [{ kind: 'addressee', says: 'addressee_wrong', what: addressee.line, meant }]
}

/** Whom a text addresses: the name (empty for a mere greeting) and its line; null for nobody. */
export function addresseeOf(text: string, names: readonly string[]): { name: string; line: string } | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, OPENING_LINES)
  for (const [at, line] of lines.entries()) {
    const inJapanese = japanese.exec(line)
    if (inJapanese) {
      const [whole, name = '', honorific = ''] = inJapanese
      return { name: general.test(honorific) ? '' : name.trim(), line: shown(whole) }
    }
    const inEnglish = at < 3 ? english.exec(line) : null
    if (inEnglish) return { name: calledBy(inEnglish[1] ?? ''), line: shown(inEnglish[0]) }
    const [, name = ''] = (at === 0 && alone.exec(line)) || []
    if (name !== '' && names.some((known) => couldBe(name, known))) return { name, line: shown(name) }
  }
  return null
}

/** "Hi thanks for your mail" calls nobody: names begin with a capital. */
function calledBy(words: string): string {
  return /^\p{Ll}/u.test(words) ? '' : words.trim()
}

function shown(line: string): string {
  return line.trim().replace(/[,、\s]+$/u, '')
}
