import { ATTACHMENT, type Wanted } from './backend.ts'
import { fields } from './entry.ts'
import { FACT, fieldCodes } from './lexemes.ts'
import type { Term } from './term.ts'

/** A word of the index, or all that begin with it. */
export type Lexeme = { text: string; isBeginning: boolean }

/** One condition on an entry's words: that it has one of these, or that it has none. All conditions must hold. */
export type Ask = { not: boolean; anyOf: readonly Lexeme[] }

/**
 * What the words of an entry must answer, to be what is wanted: of a phrase all its words, wherever they are; of a
 * phrase that must not be there nothing, since its words may be there without it. See {@link isSure}.
 */
export function asksOf(wanted: Wanted): Ask[] {
  const { terms, hasAttachment } = wanted
  const mailboxIds = mailboxesNamed(wanted)
  return [
    ...terms.filter((term) => !term.not || isSure(term)).flatMap(asksOfTerm),
    ...(hasAttachment === null ? [] : [{ not: !hasAttachment, anyOf: [factLexeme(ATTACHMENT)] }]),
    ...(mailboxIds === null
      ? []
      : [{ not: false, anyOf: [0, ...mailboxIds].map((id) => factLexeme(`m${id}`)) }]),
  ]
}

/**
 * Whether the words tell all there is to know; otherwise the text has to be asked. The beginnings of words are not
 * gathered only to leave some entries out.
 */
export function isSure(term: Term): boolean {
  return term.tokens.length === 1 && !(term.not && term.open)
}

/** Whether something wanted names whole words, which an index finds one by one; beginnings it must gather first. */
export function namesWords(asks: readonly Ask[]): boolean {
  return asks.some(
    ({ not, anyOf }) => !not && anyOf.every(({ isBeginning, text }) => !isBeginning && !isFact(text)),
  )
}

export function factLexeme(fact: string): Lexeme {
  return { text: FACT + fact, isBeginning: false }
}

export function isFact(text: string): boolean {
  return text.startsWith(FACT)
}

/** Beyond so many mailboxes, naming them costs more than it spares. */
const MAILBOXES_NAMED = 12

function mailboxesNamed({ mailboxIds }: Wanted): readonly number[] | null {
  return mailboxIds !== null && mailboxIds.length <= MAILBOXES_NAMED ? mailboxIds : null
}

function asksOfTerm(term: Term): Ask[] {
  const inFields = term.field === null ? fields : [term.field]
  return helpfulOf(term).map(({ text, isBeginning }) => ({
    not: term.not,
    anyOf: inFields.map((field) => ({ text: fieldCodes[field] + text, isBeginning })),
  }))
}

/** The words of a term that help to find it. */
function helpfulOf({ tokens, open }: Term): Lexeme[] {
  const last = tokens.length - 1
  const asked = tokens.flatMap(({ text, kind }, index) => {
    // A character alone stands for itself only where no pair begins with it.
    const isBeginning = kind === 'last' || (open && index === last)
    return kind === 'glue' ? [] : [{ text, isBeginning }]
  })
  // What begins so is gathered from the whole index. That is for nothing where other words find the same, unless it
  // is the beginning of a number, of which there are few.
  const helpful = asked.filter(({ text, isBeginning }) => !isBeginning || /\d{2}/.test(text))
  return helpful.length > 0 ? helpful : asked
}
