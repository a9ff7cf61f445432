import { ATTACHMENT, type Wanted } from './backend.ts'
import { fields } from './entry.ts'
import { beginningOf, FACT, fieldCodes, isKnown, seamOf } from './lexemes.ts'
import type { Term } from './term.ts'

/** A word of the index, or all that begin with it. */
export type Lexeme = { text: string; isBeginning: boolean }

/** One condition on an entry's words: that it has one of these, or that it has none. All conditions must hold. */
export type Ask = { not: boolean; anyOf: readonly Lexeme[] }

/**
 * What the words of an entry must answer, to be what is wanted: of a phrase all its words, wherever they are; of a
 * phrase that must not be there nothing, since its words may be there without it. See {@link isSure}.
 *
 * A character or letter alone is the beginning of hundreds of others, which would all be gathered: it is asked for only where
 * nothing else is, and told from the text otherwise.
 */
export function asksOf(wanted: Wanted): Ask[] {
  const { terms, hasAttachment } = wanted
  const mailboxIds = mailboxesNamed(wanted)
  const ofTerms = terms.filter((term) => !term.not || isSure(term)).flatMap(asksOfTerm)
  const namesSome = ofTerms.some((ask) => !ask.not && !isGathered(ask))
  return [
    ...(namesSome ? ofTerms.filter((ask) => !isGathered(ask)) : ofTerms),
    ...(hasAttachment === null ? [] : [{ not: !hasAttachment, anyOf: [factLexeme(ATTACHMENT)] }]),
    ...(mailboxIds === null
      ? []
      : [{ not: false, anyOf: [0, ...mailboxIds].map((id) => factLexeme(`m${id}`)) }]),
  ]
}

/** Whether the words tell all there is to know; otherwise the text has to be asked. */
export function isSure({ tokens: [first, second], open }: Term): boolean {
  if (first === undefined || second !== undefined) return false
  return first.kind === 'pair' || (first.kind === 'word' && open && isKnown(first.text))
}

/** Whether an index has to gather many words for it before it knows the first entry. */
export function isGathered({ anyOf }: Ask): boolean {
  return anyOf.some((lexeme) => lexeme.isBeginning)
}

export function factLexeme(fact: string): Lexeme {
  return { text: FACT + fact, isBeginning: false }
}

export function isFact({ anyOf }: Ask): boolean {
  return anyOf.every(({ text }) => text.startsWith(FACT))
}

/** Beyond so many mailboxes, naming them costs more than it spares. */
const MAILBOXES_NAMED = 12

function mailboxesNamed({ mailboxIds }: Wanted): readonly number[] | null {
  return mailboxIds !== null && mailboxIds.length <= MAILBOXES_NAMED ? mailboxIds : null
}

function asksOfTerm(term: Term): Ask[] {
  const inFields = term.field === null ? fields : [term.field]
  const lexemes = lexemesAsked(term)
  const named = lexemes.filter((lexeme) => !lexeme.isBeginning)
  return (named.length > 0 ? named : lexemes).map(({ text, isBeginning }) => ({
    not: term.not,
    anyOf: inFields.map((field) => ({ text: fieldCodes[field] + text, isBeginning })),
  }))
}

function lexemesAsked({ tokens }: Term): Lexeme[] {
  return tokens.flatMap(({ text, kind }, at): Lexeme[] => {
    if (kind === 'pair') return [{ text, isBeginning: false }]
    if (kind === 'word') return [beginningOf(text)]
    // It stands for itself only where no pair begins with it.
    if (kind === 'last') return [{ text, isBeginning: true }]
    const [before, after] = [tokens[at - 1], tokens[at + 1]]
    return before && after ? [{ text: seamOf(before, after.text), isBeginning: false }] : []
  })
}
