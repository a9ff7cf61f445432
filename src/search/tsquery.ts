import { fields } from './entry.ts'
import { fieldCodes } from './lexemes.ts'
import type { Term } from './term.ts'

// Tokens are letters and digits alone, so that within quotes none of them can mean anything to PostgreSQL.

/**
 * What the words of an entry must answer, to have the terms: of a phrase all its words, wherever they are; of a
 * phrase that must not be there nothing, since its words may be there without it. See {@link isSure}.
 */
export function tsqueryOf(terms: readonly Term[]): string[] {
  return terms.flatMap((term) => {
    if (!term.not) return [both(lexemesAsked(term).map((asked) => inFields(term, asked)))]
    return isSure(term) ? [`!${both(lexemesAsked(term).map((asked) => inFields(term, asked)))}`] : []
  })
}

/** Whether the words tell all there is to know; otherwise the text has to be asked. */
export function isSure(term: Term): boolean {
  return term.tokens.length === 1
}

/** Whether a term names whole words, which the index finds one by one; the beginnings of words it must gather first. */
export function isExact(term: Term): boolean {
  return !term.not && lexemesAsked(term).some((asked) => !asked.endsWith('*'))
}

export function either(conditions: readonly string[]): string {
  return conditions.length === 1 ? (conditions[0] ?? '') : `(${conditions.join(' | ')})`
}

export function both(conditions: readonly string[]): string {
  return conditions.length === 1 ? (conditions[0] ?? '') : `(${conditions.join(' & ')})`
}

/** The words of a term as a tsquery has them, without their field: those that help to find it. */
function lexemesAsked({ tokens, open }: Term): string[] {
  const last = tokens.length - 1
  const asked = tokens.flatMap(({ text, kind }, index) => {
    if (kind === 'glue') return []
    // A character alone stands for itself only where no pair begins with it.
    const isBeginning = kind === 'last' || (open && index === last)
    return [{ text, isBeginning, isLong: kind === 'word' && text.length > 2 }]
  })
  const helpful = asked.filter(({ isBeginning, isLong }) => !isBeginning || isLong)
  return (helpful.length > 0 ? helpful : asked).map(({ text, isBeginning }) =>
    isBeginning ? `${text}':*` : `${text}'`,
  )
}

function inFields(term: Term, asked: string): string {
  return either((term.field === null ? fields : [term.field]).map((field) => `'${fieldCodes[field]}${asked}`))
}
