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
import { fields } from './entry.ts'
import { startAsked, type Term } from './term.ts'

/**
 * SQLite: an FTS5 table without its own text, walked from its newest row on, so that a page of a word that stands
 * everywhere costs no more than one of a rare word.
 */
export const sqliteSearch: SearchBackend = { insertWords, deleteWords, newest, among }

async function insertWords(tx: Db, entries: readonly PlacedEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(
    (entry) =>
      sql`(${entry.id}, ${entry.words.subject}, ${entry.words.sender}, ${entry.words.recipients}, ${entry.words.body}, ${entry.words.starts}, ${factsOf(entry).join(' ')})`,
  )
  await sql`insert into search_words (rowid, subject, sender, recipients, body, starts, facts) values ${sql.join(rows)}`.execute(
    tx,
  )
}

async function deleteWords(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('search_words').where('rowid', 'in', ids).execute()
}

async function newest(db: Db, wanted: Wanted, limit: number): Promise<Hit[]> {
  const match = matchOf(wanted)
  // Cross joins keep their order: the words lead, whatever the planner makes of the rest.
  return db
    .selectFrom('search_words')
    .crossJoin('search_entries')
    .crossJoin('threads')
    .selectAll('search_entries')
    .where(sql<boolean>`search_words match ${match}`)
    .where('search_words.rowid', '>=', wanted.from)
    .where('search_words.rowid', '<', wanted.below)
    .whereRef('search_entries.id', '=', 'search_words.rowid')
    .whereRef('threads.id', '=', 'search_entries.thread_id')
    .where((eb) => wanted.threads(eb))
    .orderBy('search_words.rowid', 'desc')
    .limit(limit)
    .execute()
}

async function among(db: Db, wanted: Wanted, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('search_words')
    .select('rowid')
    .where(sql<boolean>`search_words match ${matchOf(wanted)}`)
    .where('rowid', 'in', ids)
    .execute()
  return new Set(rows.map((row) => row.rowid))
}

/** FTS5's own language. Tokens are letters and digits alone, so that none of them can mean anything in it. */
function matchOf({ terms, mailboxIds, hasAttachment }: Wanted): string {
  const wanted = terms.filter((term) => !term.not).map(asked)
  const unwanted = terms.filter((term) => term.not).map(asked)
  if (hasAttachment === true) wanted.push(fact(ATTACHMENT))
  if (hasAttachment === false) unwanted.push(fact(ATTACHMENT))
  if (mailboxIds !== null)
    wanted.push(
      mailboxIds.length > 0 ? `(${mailboxIds.map(mailboxFact).map(fact).join(' OR ')})` : fact('m0'),
    )
  // FTS5 knows "this, not that", but no "not that" alone; every entry has a mailbox.
  if (wanted.length === 0) wanted.push('facts : "m" *')
  const all = wanted.join(' AND ')
  return unwanted.length === 0 ? all : `(${all}) NOT (${unwanted.join(' OR ')})`
}

function asked(term: Term): string {
  const start = startAsked(term)
  if (start !== null) return `starts : "${start}"`
  const columns = term.field ?? `{${fields.join(' ')}}`
  return `${columns} : "${term.tokens.join(' ')}"${term.open ? ' *' : ''}`
}

function fact(token: string): string {
  return `facts : "${token}"`
}
