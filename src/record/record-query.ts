import { kinds } from '../escalation/escalation.ts'
import { eachToken, fold } from '../search/tokens.ts'

export const recordStates = [
  'open',
  'waiting',
  'accepted',
  'asked',
  'decided',
  'withdrawn',
  'reported',
] as const
export const recordOutcomes = ['solved', 'followed', 'neither', 'unknown'] as const

/** What is looked for in the record; null: whatever it is. */
export type RecordQuery = {
  words: string
  kind: (typeof kinds)[number] | null
  level: number | null
  state: (typeof recordStates)[number] | null
  outcome: (typeof recordOutcomes)[number] | null
  /** Days in the reader's zone, as typed: 2026-11-20. */
  from: string
  until: string
}

const WORDS_LIMIT = 200

/** Read from an address; what means nothing is left out. */
export function recordQueryOf(query: (name: string) => string | undefined): RecordQuery {
  const level = Number(query('level'))
  const day = (text = '') => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '')
  return {
    words: (query('q') ?? '').trim().slice(0, WORDS_LIMIT),
    kind: kinds.find((word) => word === query('kind')) ?? null,
    level: Number.isSafeInteger(level) && level > 0 && level < 100 ? level : null,
    state: recordStates.find((word) => word === query('state')) ?? null,
    outcome: recordOutcomes.find((word) => word === query('outcome')) ?? null,
    from: day(query('from')),
    until: day(query('until')),
  }
}

/** The address of the same query, for the next page and for the file. */
export function recordAddress(
  query: RecordQuery,
  path = '/escalations',
  after: number | null = null,
): string {
  const { words, kind, level, state, outcome, from, until } = query
  const all = { q: words, kind, level, state, outcome, from, until, after }
  const given = Object.entries(all).flatMap(([name, value]): [string, string][] =>
    value === null || value === '' ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

/** A token that an escalation must have, or one that begins so. */
export type Sought = { word: string; begins: boolean }

/** Terms of one query; more say nothing new. */
const SOUGHT_LIMIT = 20

/**
 * What a query's words ask of the tokens that are kept. A run of characters is known by its pairs; its last
 * character alone would ask for the run's end as well. A single character and a word stand for what begins so.
 */
export function soughtIn(words: string): Sought[] {
  const sought: Sought[] = []
  let pairEnd = -1
  eachToken(fold(words), (word, kind, _start, end) => {
    if (kind === 'pair') {
      pairEnd = end
      sought.push({ word, begins: false })
    } else if (kind === 'word' || (kind === 'last' && end !== pairEnd)) {
      sought.push({ word, begins: true })
    }
  })
  return sought.slice(0, SOUGHT_LIMIT)
}
