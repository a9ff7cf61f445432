import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { amongIds } from './among-ids.ts'
import { type Ask, asksOf, factLexeme, isFact, isGathered, isSure } from './asks.ts'
import { type Candidates, factsOf, type SearchBackend, type Wanted } from './backend.ts'
import type { PlacedEntry } from './entry.ts'
import { lexemesOf } from './lexemes.ts'
import { blockFacts, blocksWithin, windowsBelow } from './time-blocks.ts'

/**
 * PostgreSQL: the same tokens as tsvectors under a GIN index. That index gives no order, and to find the newest
 * hits of a frequent word all of them would have to be read. Hence the newest few hundred entries are looked at one by
 * one, which is enough for a frequent word; then the index is asked for longer and longer stretches of time, each
 * of which costs no more than the rarer of two: the word, or the stretch.
 *
 * Words have no places here, which would be most of what is written. Whether a phrase's words are neighbours is asked
 * of the text itself.
 */
export const postgresSearch: SearchBackend = {
  atOnce: 400,
  insertWords,
  deleteWords,
  newest,
  among,
  unsure: (terms) => terms.filter((term) => !isSure(term)),
  tidy,
}

async function insertWords(tx: Db, entries: readonly PlacedEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => {
    const facts = [...factsOf(entry), ...blockFacts(entry.id)]
    return sql`(${entry.id}, ${tsvectorOf(lexemesOf(entry.said, facts))}::tsvector)`
  })
  if (entries.length >= MANY) await sql`set local gin_pending_list_limit = '64MB'`.execute(tx)
  await sql`insert into search_vectors (entry_id, words) values ${sql.join(rows)}`.execute(tx)
}

/** So many are but a part of what is due: their words wait for those of the rest, and {@link tidy} sorts all in at once. */
const MANY = 200

async function deleteWords(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0)
    await tx
      .deleteFrom('search_vectors')
      .where(amongIds(tx, 'entry_id', ids))
      .execute()
}

/** Entries that are looked at one by one: first, and when words would have to be gathered. */
const FIRST_LOOK = 300
const LONGER_LOOK = 2_000

async function newest(db: Db, wanted: Wanted, limit: number, isRare = false): Promise<Candidates> {
  const asks = asksOf(wanted)
  const found: number[] = []
  const ended = (below: number | null, rare: boolean): Candidates => {
    return { ids: found, below, read: new Set(), isRare: rare }
  }
  const look = async (below: number, entries: number): Promise<number | null> => {
    const { ids, end } = await lookAt(db, { ...wanted, below }, asks, entries)
    found.push(...ids)
    return end
  }
  let below: number | null = wanted.below
  if (!isRare) {
    below = await look(below, FIRST_LOOK)
    if (below === null || found.length >= limit / 2) return ended(below, false)
    if (!asks.some((ask) => !ask.not && !isGathered(ask) && !isFact(ask))) {
      below = await look(below, LONGER_LOOK)
      if (below === null || asks.length === 0 || found.length >= limit / 2) return ended(below, false)
    }
  }
  for (const from of windowsBelow(below, wanted.from)) {
    const room = limit - found.length
    const ids = await askIndex(db, asks, { from, below }, room)
    found.push(...ids)
    if (ids.length === room) return ended(found.at(-1) ?? null, true)
    below = from
    // What a page needs is there: the next stretch is the dearest.
    if (found.length >= limit / 2 && from > wanted.from) return ended(from, true)
  }
  return ended(null, true)
}

/**
 * The newest entries below an id, each by itself. One bound only and a limit within: so it is a walk along the key,
 * whatever the planner knows of the table.
 *
 * @returns the end down to which was looked; null at the bottom
 */
async function lookAt(
  db: Db,
  { from, below }: Wanted,
  asks: readonly Ask[],
  entries: number,
): Promise<{ ids: number[]; end: number | null }> {
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('search_vectors')
        .select(['entry_id', 'words'])
        .where('entry_id', '<', below)
        .orderBy('entry_id', 'desc')
        .limit(entries)
        .as('newest'),
    )
    .select('entry_id')
    .select((asks.length === 0 ? sql<boolean>`true` : answers(asks)).as('isHit'))
    .orderBy('entry_id', 'desc')
    .execute()
  const ids = rows.filter((row) => row.isHit && row.entry_id >= from).map((row) => row.entry_id)
  const end = rows.at(-1)?.entry_id ?? null
  return { ids, end: rows.length < entries || end === null || end <= from ? null : end }
}

type Window = { from: number; below: number }

async function askIndex(
  db: Db,
  asks: readonly Ask[],
  { from, below }: Window,
  limit: number,
): Promise<number[]> {
  const blocks = blocksWithin(from, below)
  const inBlocks = blocks.length === 0 ? [] : [{ not: false, anyOf: blocks.map(factLexeme) }]
  // Sums, and not the column, so that the order of the table's key is no way to read it: that would be all of it.
  const rows = await db
    .selectFrom('search_vectors')
    .select('entry_id')
    .where(answers([...asks, ...inBlocks]))
    .where(sql<number>`entry_id + 0`, '>=', from)
    .where(sql<number>`entry_id + 0`, '<', below)
    .orderBy(sql`entry_id + 0`, 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.entry_id)
}

async function among(db: Db, wanted: Wanted, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const asks = asksOf(wanted)
  const rows = await db
    .selectFrom('search_vectors')
    .select('entry_id')
    .where(amongIds(db, 'entry_id', ids))
    .$if(asks.length > 0, (query) => query.where(answers(asks)))
    .execute()
  return new Set(rows.map((row) => row.entry_id))
}

/** What is written waits in a list that every search reads; emptying it costs less, the more is in it. */
async function tidy(db: Db): Promise<void> {
  await sql`select gin_clean_pending_list('search_vectors_words')`.execute(db)
}

function answers(asks: readonly Ask[]) {
  return sql<boolean>`words @@ ${tsqueryOf(asks)}::tsquery`
}

/** PostgreSQL's own language. Words are letters and digits alone, so that within quotes none can mean anything in it. */
function tsqueryOf(asks: readonly Ask[]): string {
  return asks
    .map(({ not, anyOf }) => {
      const either = anyOf.map(({ text, isBeginning }) => `'${text}'${isBeginning ? ':*' : ''}`)
      return `${not ? '!' : ''}(${either.join(' | ')})`
    })
    .join(' & ')
}

/** As a tsvector is sent in binary form: the number of words, then each with a zero and no places. */
function tsvectorOf(lexemes: ReadonlySet<string>): Buffer {
  let text = ''
  for (const lexeme of lexemes) text += `${lexeme}\0\0\0`
  const bytes = Buffer.allocUnsafe(4 + Buffer.byteLength(text))
  bytes.writeUInt32BE(lexemes.size, 0)
  bytes.write(text, 4)
  return bytes
}
