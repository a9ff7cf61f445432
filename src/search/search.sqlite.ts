import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { type Ask, asksOf, factLexeme, isFact, isGathered, isSure } from './asks.ts'
import { type Candidates, factsOf, type SearchBackend, type Wanted } from './backend.ts'
import type { PlacedEntry } from './entry.ts'
import { saidBy } from './hits.store.ts'
import { lexemesOf } from './lexemes.ts'
import { speaker, type Term } from './term.ts'

/**
 * SQLite: an FTS5 table that knows which words an entry has, and nothing else of them; it is walked from its newest row
 * on, so that a page of a word that stands everywhere costs no more than one of a rare word. Only for a character alone
 * it would have to gather all that begins with it. Then the newest entries' own texts are asked: enough for a frequent
 * one, and what is rare there is quickly gathered.
 */
export const sqliteSearch: SearchBackend = {
  atOnce: 100,
  insertWords,
  deleteWords,
  newest,
  among,
  unsure: (terms) => terms.filter((term) => !isSure(term)),
  tidy: async () => {},
}

async function insertWords(tx: Db, entries: readonly PlacedEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(
    (entry) => sql`(${entry.id}, ${[...lexemesOf(entry.said, factsOf(entry))].join(' ')})`,
  )
  await sql`insert into search_words (rowid, words) values ${sql.join(rows)}`.execute(tx)
}

async function deleteWords(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('search_words').where('rowid', 'in', ids).execute()
}

/** Entries whose texts are asked: so many at a time. */
const LOOKED_AT_ONCE = 100
/** After so many it is known whether something is rare. */
const FIRST_LOOKS = 3
/** What is not, and yet is hardly found with all that is asked for, is looked for so far, and further when somebody asks. */
const LOOKS = 10
/** What stands in more of the newest entries than one in so many is not gathered. */
const RARE = 20

async function newest(db: Db, wanted: Wanted, limit: number, isRare = false): Promise<Candidates> {
  const asks = asksOf(wanted)
  if (asks.every(({ not }) => not)) return unread(await newestBut(db, wanted, asks, limit))
  // Whoever wants more than would be looked at wants them all.
  if (isRare || !asks.some(isGathered) || limit > LOOKS * LOOKED_AT_ONCE)
    return unread(await walk(db, wanted, asks, limit), isRare)
  const gathered = wanted.terms.filter((term) => !term.not).flatMap(eachCharacter)
  const found: number[] = []
  const seen = gathered.map(() => 0)
  let below: number | null = wanted.below
  for (let look = 1; look <= LOOKS && below !== null && found.length < limit / 2; look++) {
    const looked = await lookAt(db, { ...wanted, below }, asks, gathered)
    found.push(...looked.ids)
    for (const [at, n] of looked.having.entries()) seen[at] = (seen[at] ?? 0) + n
    below = looked.below
    const isScarce = seen.every((n) => n * RARE <= look * LOOKED_AT_ONCE)
    if (below !== null && isScarce && (look >= FIRST_LOOKS || looked.ids.length === 0)) {
      const more = await walk(db, { ...wanted, below }, asks, limit - found.length)
      return { ids: [...found, ...more.ids], below: more.below, read: new Set(found), isRare: true }
    }
  }
  return { ids: found, below, read: new Set(found), isRare: false }
}

type Walked = Pick<Candidates, 'ids' | 'below'>

function unread(walked: Walked, isRare = false): Candidates {
  return { ...walked, read: new Set(), isRare }
}

async function walk(db: Db, wanted: Wanted, asks: readonly Ask[], limit: number): Promise<Walked> {
  const rows = await db
    .selectFrom('search_words')
    .select('rowid')
    .where(matches(asks))
    .where('rowid', '>=', wanted.from)
    .where('rowid', '<', wanted.below)
    .orderBy('rowid', 'desc')
    .limit(limit)
    .execute()
  const ids = rows.map((row) => row.rowid)
  return { ids, below: ids.length < limit ? null : (ids.at(-1) ?? null) }
}

/** FTS5 knows "this, not that", but no "not that" alone. */
async function newestBut(db: Db, wanted: Wanted, asks: readonly Ask[], limit: number): Promise<Walked> {
  const rows = await entriesBelow(db, wanted, limit)
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return { ids: [], below: null }
  const unwanted = { not: false, anyOf: asks.flatMap(({ anyOf }) => anyOf) }
  const range = { ...wanted, from: last.id, below: first.id + 1 }
  const out = new Set(asks.length > 0 ? (await walk(db, range, [unwanted], limit)).ids : [])
  const ids = rows.map(({ id }) => id).filter((id) => !out.has(id))
  return { ids, below: rows.length < limit ? null : last.id }
}

function entriesBelow(db: Db, { from, below }: Wanted, limit: number) {
  return db
    .selectFrom('search_entries')
    .selectAll()
    .where('id', '>=', from)
    .where('id', '<', below)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** What a term has to be gathered for, one by one. */
function eachCharacter(term: Term): Term[] {
  return term.tokens.map((token) => ({
    ...{ ...term, tokens: [token], open: true, stretch: token.text, isRun: token.kind === 'last' },
  }))
}

/** @returns besides the hits, how many entries have each of `terms` */
async function lookAt(
  db: Db,
  wanted: Wanted,
  asks: readonly Ask[],
  terms: readonly Term[],
): Promise<Walked & { having: number[] }> {
  const rows = await entriesBelow(db, wanted, LOOKED_AT_ONCE)
  const said = await saidBy(db, rows)
  const ids: number[] = []
  const having = terms.map(() => 0)
  for (const { id } of rows) {
    const entry = said.get(id)
    if (!entry) continue
    const says = speaker(entry.said)
    const has = terms.map(says)
    for (const [at, isHad] of has.entries()) if (isHad) having[at] = (having[at] ?? 0) + 1
    const isHit = has.every(Boolean) && wanted.terms.every((term) => says(term) !== term.not)
    if (isHit && hasFacts(factsOf(entry), asks)) ids.push(id)
  }
  return { ids, having, below: rows.length < LOOKED_AT_ONCE ? null : (rows.at(-1)?.id ?? null) }
}

function hasFacts(facts: readonly string[], asks: readonly Ask[]): boolean {
  const own = new Set(facts.map((fact) => factLexeme(fact).text))
  return asks.filter(isFact).every(({ not, anyOf }) => anyOf.some(({ text }) => own.has(text)) !== not)
}

async function among(db: Db, wanted: Wanted, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('search_words')
    .select('rowid')
    .where(matches(asksOf(wanted)))
    .where('rowid', 'in', ids)
    .execute()
  return new Set(rows.map((row) => row.rowid))
}

function matches(asks: readonly Ask[]) {
  return sql<boolean>`search_words match ${matchOf(asks)}`
}

/** FTS5's own language. Words are letters and digits alone, so that within quotes none can mean anything in it. */
function matchOf(asks: readonly Ask[]): string {
  const either = ({ anyOf }: Ask) =>
    `(${anyOf.map(({ text, isBeginning }) => `"${text}"${isBeginning ? ' *' : ''}`).join(' OR ')})`
  const wanted = asks.filter(({ not }) => !not).map(either)
  const unwanted = asks.filter(({ not }) => not).map(either)
  const all = wanted.join(' AND ')
  return unwanted.length === 0 ? all : `(${all}) NOT (${unwanted.join(' OR ')})`
}
