import { sql } from 'kysely'
import { startAsked, type Term } from './term.ts'
import { GLUE } from './tokens.ts'
import { GLUED, LONG, NEXT, weights } from './tsvector.ts'

// Tokens are letters and digits alone, so that within quotes none of them can mean anything to PostgreSQL.

/** What the one vector of a short entry must answer. */
export function exactQuery(terms: readonly Term[], facts: readonly string[]): string {
  return all([`!'${LONG}'`, ...facts, ...terms.map((term) => (term.not ? `!${exact(term)}` : exact(term)))])
}

/** What the first vector of a long entry must answer to be worth a look at its parts. */
export function looseQuery(terms: readonly Term[], facts: readonly string[]): string {
  return all([`'${LONG}'`, ...facts, ...terms.filter((term) => !term.not).map(loose)])
}

/** Whether the parts of the long entry at hand have the term. */
export function hasWords(term: Term) {
  // One or two letters stand in the entry's own vector, which the loose query has asked already; but for a minus.
  if (startAsked(term) !== null)
    return term.not ? sql<boolean>`search_vectors.words @@ ${`!${exact(term)}`}::tsquery` : sql<boolean>`true`
  const found = sql<boolean>`exists (select 1 from search_vectors part where part.entry_id = search_vectors.entry_id and part.part > 0 and part.words @@ ${exact(term)}::tsquery)`
  return term.not ? sql<boolean>`not ${found}` : found
}

function exact(term: Term): string {
  const start = startAsked(term)
  if (start !== null) return `'~${start}'`
  const weight = term.field === null ? '' : weights[term.field] || 'D'
  let phrase = ''
  for (const [index, token] of term.tokens.entries()) {
    if (token === GLUE) continue
    const open = term.open && index === term.tokens.length - 1 ? '*' : ''
    if (index > 0) phrase += ` <${term.tokens[index - 1] === GLUE ? GLUED : NEXT}> `
    phrase += `'${token}'${open || weight ? `:${open}${weight}` : ''}`
  }
  return `(${phrase})`
}

/** Without places, there are no neighbours and no fields: all the words, wherever they are. */
function loose(term: Term): string {
  const start = startAsked(term)
  if (start !== null) return `'~${start}'`
  const last = term.tokens.length - 1
  const words = term.tokens.flatMap((token, index) =>
    token === GLUE ? [] : [`'${token}'${term.open && index === last ? ':*' : ''}`],
  )
  return all(words)
}

function all(conditions: readonly string[]): string {
  return `(${conditions.join(' & ')})`
}
