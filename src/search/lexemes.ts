import { type Field, fields, foldedValues, type Said } from './entry.ts'
import { eachToken, GLUE, type Token } from './tokens.ts'

/**
 * Before the words of a field that can be asked for apart; whoever asks for any field asks for all four. From Unicode's
 * private use, so that no text has them and no database takes them for signs.
 */
export const fieldCodes: Record<Field, string> = {
  subject: '\ue010',
  sender: '\ue011',
  recipients: '\ue012',
  body: '',
}

/** Before a fact, such as the mailbox: no word of any text. */
export const FACT = '\ue013'

/**
 * A word of an alphabet stands in the index by its beginnings of so many letters, so that whoever asks for the beginning
 * of a word asks for one thing. What is longer is told from the text. Numbers of orders and invoices begin alike: of them
 * all the usual lengths are kept.
 */
const ofWords = [5, 3, 2]
const ofNumbers = [12, 8, 7, 6, 5, 4, 3, 2]

function beginnings(word: string): readonly number[] {
  return /\p{N}/u.test(word) ? ofNumbers : ofWords
}

/** The longest beginning under which every word that begins so stands; a letter alone is the beginning of many. */
export function beginningOf(word: string): { text: string; isBeginning: boolean } {
  const letters = [...word]
  // What is asked for without a number may stand in a word that has one further on.
  const length = beginnings(word).find((n) => n <= letters.length)
  return { text: letters.slice(0, length ?? letters.length).join(''), isBeginning: length === undefined }
}

/** Whether a word is one of the beginnings itself, and the index so sure of it. */
export function isKnown(word: string): boolean {
  return beginnings(word).includes([...word].length)
}

/** So much of the word before a seam is told that 3回 is not asked for where 1253回 stands. */
const BEFORE_SEAM = 4

/**
 * What stands where a word and a run of characters touch, as in 第3回. A word that is asked for may go on, so only its
 * first letter is known; one that a run goes on behind is whole.
 *
 * @param before a word, a pair or a character
 */
export function seamOf(before: Pick<Token, 'text' | 'kind'>, after: string): string {
  const known = [...before.text].slice(before.kind === 'word' ? -BEFORE_SEAM : -1)
  return GLUE + known.join('') + ([...after][0] ?? '')
}

/**
 * What stands in the index for an entry: each once, without places. What it costs there is its number, so a character
 * alone is left out where a pair begins with it, by which it is found as well.
 */
export function lexemesOf(said: Said, facts: readonly string[]): Set<string> {
  const lexemes = new Set(facts.map((fact) => FACT + fact))
  for (const field of fields) {
    const code = fieldCodes[field]
    const firsts = new Set<number | undefined>()
    const alone = new Set<string>()
    for (const folded of foldedValues(said, field)) {
      let before = ''
      let kindBefore: Token['kind'] = 'glue'
      let isSeam = false
      eachToken(folded, (text, kind) => {
        if (kind === 'glue') {
          isSeam = true
          return
        }
        if (isSeam) lexemes.add(code + seamOf({ text: before, kind: kindBefore }, text))
        isSeam = false
        before = text
        kindBefore = kind
        if (kind === 'pair') {
          lexemes.add(code + text)
          firsts.add(text.codePointAt(0))
        } else if (kind === 'word') addBeginnings(lexemes, code, text)
        else alone.add(text)
      })
    }
    for (const text of alone) if (!isFirst(text, firsts)) lexemes.add(code + text)
  }
  return lexemes
}

function addBeginnings(lexemes: Set<string>, code: string, word: string): void {
  const letters = isPlain.test(word) ? word : [...word]
  if (letters.length === 1) lexemes.add(code + word)
  for (const length of beginnings(word)) {
    if (length > letters.length) continue
    const start = letters.slice(0, length)
    lexemes.add(code + (typeof start === 'string' ? start : start.join('')))
  }
}

/** Every unit a letter: most words, and so many that taking them apart would be felt. */
const isPlain = /^[\u0000-\ud7ff]*$/

function isFirst(text: string, firsts: ReadonlySet<number | undefined>): boolean {
  const first = text.codePointAt(0)
  const isBare = text.length === 1 || (text.length === 2 && (first ?? 0) > 0xffff)
  return isBare && firsts.has(first)
}
