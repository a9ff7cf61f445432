import { day, type Filter, filterNames, hasAsked, statusNames } from './query-words.ts'
import { type Term, termOf } from './term.ts'
import { fold } from './tokens.ts'

/** What somebody asked for, understood. Everything in it must hold. */
export type Query = { terms: Term[]; filters: Filter[] }

/** Why a query is not understood; `at` is the place in it, from 1, and `part` what stands there. */
export type QueryProblem = { problem: ProblemCode; at: number; part: string }

export type ProblemCode =
  | 'too_long'
  | 'too_many'
  | 'unclosed_quote'
  | 'unknown_operator'
  | 'missing_value'
  | 'nothing_to_find'
  | 'unknown_status'
  | 'unknown_has'
  | 'bad_day'
  // These are known only to who has looked the names up.
  | 'unknown_person'
  | 'unknown_mailbox'
  | 'unknown_label'

export type ReadQuery = { query: Query } | { wrong: QueryProblem }

/** Longest query, in characters, and the most words in it. */
export const QUERY_LIMIT = 500
const PARTS_LIMIT = 32

/**
 * Reads a query: words, all of which must be there; "phrases"; -word for what must not; and operators by their
 * English or Japanese name. Whatever is typed gives either a query or one problem, never an error.
 */
export function readQuery(text: string): ReadQuery {
  if (text.length > QUERY_LIMIT) return wrong('too_long', QUERY_LIMIT + 1, '')
  const parts = partsOf(text)
  if ('wrong' in parts) return parts
  if (parts.parts.length > PARTS_LIMIT) return wrong('too_many', parts.parts[PARTS_LIMIT]?.at ?? 1, '')
  const query: Query = { terms: [], filters: [] }
  let signs: Part | null = null
  for (const part of parts.parts) {
    const problem = take(query, part)
    if (problem === 'only-signs') signs ??= part
    else if (problem) return { wrong: problem }
  }
  // Beside words, a dash or an emoji is no mistake.
  if (signs && query.terms.length + query.filters.length === 0) {
    return wrong('nothing_to_find', signs.at, signs.text)
  }
  return { query }
}

/** One word, phrase or operator with its value. `at` counts from 1. */
type Part = { at: number; text: string; not: boolean; name: string | null; value: string; quoted: boolean }

const quotes: Record<string, string> = { '"': '"', '＂': '＂', '“': '”', '„': '“' }
const space = /[\s\u3000]/

function partsOf(text: string): { parts: Part[] } | { wrong: QueryProblem } {
  const parts: Part[] = []
  let at = 0
  while (at < text.length) {
    if (space.test(text.charAt(at))) {
      at++
      continue
    }
    const start = at
    const not = /^[-－−](?=[^\s\u3000])/.test(text.slice(at))
    if (not) at++
    const name = nameAt(text, at)
    if (name !== null) at += name.length + 1
    const value = valueAt(text, at)
    if (value === null) return wrong('unclosed_quote', at + 1, text.slice(at, at + 20))
    at = value.end
    parts.push({
      at: start + 1,
      text: text.slice(start, at),
      not,
      name,
      value: value.text,
      quoted: value.quoted,
    })
  }
  return { parts }
}

/** Letters before a colon. What goes on with // is an address, and digits before a colon are a time. */
function nameAt(text: string, at: number): string | null {
  const [, name] = /^(\p{L}[\p{L}\p{M}_ー]*)[:：](?!\/\/)/u.exec(text.slice(at, at + 40)) ?? []
  // People search for what they copied out of a mail.
  return name === undefined || /^(re|fwd?|mailto|tel|返信|転送)$/i.test(name) ? null : name
}

function valueAt(text: string, at: number): { text: string; end: number; quoted: boolean } | null {
  const closing = quotes[text.charAt(at)]
  if (closing !== undefined) {
    const end = text.indexOf(closing, at + 1)
    return end === -1 ? null : { text: text.slice(at + 1, end), end: end + 1, quoted: true }
  }
  let end = at
  while (end < text.length && !space.test(text.charAt(end)) && quotes[text.charAt(end)] === undefined) end++
  // A quote within a word, such as 17" or a closing one too many, is a part of it.
  while (end < text.length && !space.test(text.charAt(end)) && end > at && !opensLater(text, end)) {
    end++
    while (end < text.length && !space.test(text.charAt(end)) && quotes[text.charAt(end)] === undefined) end++
  }
  return { text: text.slice(at, end), end, quoted: false }
}

function opensLater(text: string, at: number): boolean {
  return text.indexOf(quotes[text.charAt(at)] ?? '', at + 1) !== -1
}

/** Adds the part to the query; gives back why it cannot be. */
function take(query: Query, part: Part): QueryProblem | 'only-signs' | null {
  const { name, value, not, quoted } = part
  if (name === null) {
    const term = termOf(value, { not, quoted })
    if (term) query.terms.push(term)
    return term ? null : 'only-signs'
  }
  const operator = filterNames.get(fold(name))
  const problem = (code: ProblemCode): QueryProblem => ({ problem: code, at: part.at, part: part.text })
  if (!operator) return problem('unknown_operator')
  if (value.trim() === '') return problem('missing_value')
  const asked = { value: value.trim(), not, at: part.at, part: part.text }
  switch (operator) {
    case 'subject':
    case 'sender':
    case 'recipients': {
      const term = termOf(value, { field: operator, not, quoted })
      if (term) query.terms.push(term)
      return term ? null : problem('nothing_to_find')
    }
    case 'status': {
      const status = statusNames.get(fold(asked.value))
      if (status) query.filters.push({ ...asked, by: 'status', status })
      return status ? null : problem('unknown_status')
    }
    case 'has': {
      const has = hasAsked(fold(name), fold(asked.value))
      if (has) query.filters.push({ ...asked, by: 'has', has: has.has, not: not !== has.lacks })
      return has ? null : problem('unknown_has')
    }
    case 'before':
    case 'after': {
      const from = day(fold(asked.value))
      if (from) query.filters.push({ ...asked, by: operator, from })
      return from ? null : problem('bad_day')
    }
    case 'assignee':
    case 'label':
    case 'mailbox':
      query.filters.push({ ...asked, by: operator })
      return null
  }
}

function wrong(problem: ProblemCode, at: number, part: string): { wrong: QueryProblem } {
  return { wrong: { problem, at, part } }
}
