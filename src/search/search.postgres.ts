import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import {
  ATTACHMENT,
  factsOf,
  type Hit,
  mailboxFact,
  type PlacedEntry,
  type SearchBackend,
  type Wanted,
} from './backend.ts'
import { dayOf } from './entry-id.ts'
import { exactQuery, hasWords, looseQuery } from './tsquery.ts'
import { vectorsOf } from './tsvector.ts'

/**
 * PostgreSQL: the same tokens as tsvectors under a GIN index. That index gives no order, so that all hits of a
 * frequent word would have to be read to find the newest; hence the newest entries are looked through first, then
 * ten times as many, and all of them only when the word is rare among those.
 */
export const postgresSearch: SearchBackend = { insertWords, deleteWords, newest, among }

const WINDOWS = [400, 4_000, 40_000]
/** Where the window has more days than this, naming them all costs more than it spares. */
const DAYS_LIMIT = 60

async function insertWords(tx: Db, entries: readonly PlacedEntry[]): Promise<void> {
  const rows = entries.flatMap((entry) =>
    vectorsOf(entry.words, [...factsOf(entry), dayFact(dayOf(entry.id))]).map((words, part) => ({
      entry_id: entry.id,
      part,
      words,
    })),
  )
  for (let at = 0; at < rows.length; at += 500)
    await tx
      .insertInto('search_vectors')
      .values(rows.slice(at, at + 500).map((row) => ({ ...row, words: sql<string>`${row.words}::tsvector` })))
      .execute()
}

async function deleteWords(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('search_vectors').where('entry_id', 'in', ids).execute()
}

async function newest(db: Db, wanted: Wanted, limit: number): Promise<Hit[]> {
  const found: Hit[] = []
  let below = wanted.below
  for (const size of [...WINDOWS, null]) {
    const edge = size === null ? wanted.from : Math.max(wanted.from, await idBehind(db, below, size))
    const days = size === null ? [] : daysBetween(edge, below)
    found.push(...(await between(db, wanted, { from: edge, below, days, limit: limit - found.length })))
    if (found.length >= limit || edge <= wanted.from) return found
    below = edge
  }
  return found
}

/** The id that so many entries stand between it and `below`; 0 when there are fewer. */
async function idBehind(db: Db, below: number, entries: number): Promise<number> {
  const row = await db
    .selectFrom('search_entries')
    .select('id')
    .where('id', '<', below)
    .orderBy('id', 'desc')
    .offset(entries)
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? 0
}

function daysBetween(from: number, below: number): number[] {
  const [first, last] = [dayOf(from), dayOf(below - 1)]
  if (from === 0 || last - first >= DAYS_LIMIT) return []
  return Array.from({ length: last - first + 1 }, (_, n) => first + n)
}

type Between = { from: number; below: number; days: readonly number[]; limit: number }

async function between(db: Db, wanted: Wanted, { from, below, days, limit }: Between): Promise<Hit[]> {
  return db
    .selectFrom('search_vectors')
    .innerJoin('search_entries', 'search_entries.id', 'search_vectors.entry_id')
    .innerJoin('threads', 'threads.id', 'search_entries.thread_id')
    .selectAll('search_entries')
    .where('search_vectors.part', '=', 0)
    .where(hasAll(wanted, days))
    .where('search_vectors.entry_id', '>=', from)
    .where('search_vectors.entry_id', '<', below)
    .where((eb) => wanted.threads(eb))
    .orderBy('search_vectors.entry_id', 'desc')
    .limit(limit)
    .execute()
}

async function among(db: Db, wanted: Wanted, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('search_vectors')
    .select('entry_id')
    .where('part', '=', 0)
    .where('entry_id', 'in', ids)
    .where(hasAll(wanted, []))
    .execute()
  return new Set(rows.map((row) => row.entry_id))
}

/** A short entry's one vector tells everything; of a long one it tells who may have the words, and its parts who has. */
function hasAll(wanted: Wanted, days: readonly number[]) {
  const facts = [
    ...(wanted.hasAttachment === true ? [`'${factWord(ATTACHMENT)}'`] : []),
    ...(wanted.hasAttachment === false ? [`!'${factWord(ATTACHMENT)}'`] : []),
    ...(wanted.mailboxIds === null ? [] : [either(wanted.mailboxIds.map(mailboxFact))]),
    ...(days.length === 0 ? [] : [either(days.map(dayFact))]),
  ]
  const exact = exactQuery(wanted.terms, facts)
  const loose = looseQuery(wanted.terms, facts)
  const inParts = wanted.terms.map((term) => hasWords(term))
  return sql<boolean>`(search_vectors.words @@ ${exact}::tsquery or (search_vectors.words @@ ${loose}::tsquery and ${sql.join([sql`true`, ...inParts], sql` and `)}))`
}

function either(facts: readonly string[]): string {
  return facts.length === 0 ? `'#none'` : `(${facts.map((fact) => `'${factWord(fact)}'`).join(' | ')})`
}

function factWord(fact: string): string {
  return `#${fact}`
}

function dayFact(day: number): string {
  return `d${day}`
}
