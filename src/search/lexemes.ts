import { type Field, fields, foldedValues, type Said } from './entry.ts'
import { eachToken } from './tokens.ts'

/** Before the words of a field that can be asked for apart. Whoever asks for any field asks for all four. */
export const fieldCodes: Record<Field, string> = {
  subject: 's:',
  sender: 'f:',
  recipients: 't:',
  body: '',
}

/**
 * The words of an entry for PostgreSQL: each once, without places. What they cost there is their number, so a
 * character alone is left out where a pair begins with it, by which it is found as well.
 */
export function lexemesOf(said: Said, facts: readonly string[]): Set<string> {
  const lexemes = new Set(facts)
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

/** As a tsvector is sent in binary form: the number of words, then each with a zero and no places. */
export function tsvectorOf(lexemes: ReadonlySet<string>): Buffer {
  let text = ''
  for (const lexeme of lexemes) text += `${lexeme}\0\0\0`
  const bytes = Buffer.allocUnsafe(4 + Buffer.byteLength(text))
  bytes.writeUInt32BE(lexemes.size, 0)
  bytes.write(text, 4)
  return bytes
}
