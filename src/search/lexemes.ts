import { type Field, fields, foldedValues, type Said } from './entry.ts'
import { eachToken } from './tokens.ts'

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
 * The words of an entry for the index: each once, without places. What they cost there is their number, so a character
 * alone is left out where a pair begins with it, by which it is found as well.
 */
export function lexemesOf(said: Said, facts: readonly string[]): Set<string> {
  const lexemes = new Set(facts.map((fact) => FACT + fact))
  for (const field of fields) {
    const code = fieldCodes[field]
    const firsts = new Set<number | undefined>()
    const alone = new Set<string>()
    for (const folded of foldedValues(said, field)) {
      eachToken(folded, (text, kind) => {
        if (kind === 'pair') {
          lexemes.add(code + text)
          firsts.add(text.codePointAt(0))
        } else if (kind === 'word') lexemes.add(code + text)
        else if (kind === 'last') alone.add(text)
      })
    }
    for (const text of alone) if (!isFirst(text, firsts)) lexemes.add(code + text)
  }
  return lexemes
}

function isFirst(text: string, firsts: ReadonlySet<number | undefined>): boolean {
  const first = text.codePointAt(0)
  const isBare = text.length === 1 || (text.length === 2 && (first ?? 0) > 0xffff)
  return isBare && firsts.has(first)
}
