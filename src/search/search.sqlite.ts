import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import {
  ATTACHMENT,
  type Candidates,
  factsOf,
  mailboxesNamed,
  mailboxFact,
  type SearchBackend,
  type Wanted,
} from './backend.ts'
import { fields, type PlacedEntry } from './entry.ts'
import { ftsWordsOf } from './fts-words.ts'
import { startAsked, type Term } from './term.ts'

/**
 * SQLite: an FTS5 table without its own text, walked from its newest row on, so that a page of a word that stands
 * everywhere costs no more than one of a rare word. It knows the places of words, so it is always sure.
 */
export const sqliteSearch: SearchBackend = {
  insertWords,
  deleteWords,
  newest,
  among,
  unsure: () => [],
  tidy: async () => {},
}

async function insertWords(tx: Db, entries: readonly PlacedEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => {
    const words = ftsWordsOf(entry.said)
    return sql`(${entry.id}, ${words.subject}, ${words.sender}, ${words.recipients}, ${words.body}, ${words.starts}, ${factsOf(entry).join(' ')})`
  })
  await sql`insert into search_words (rowid, subject, sender, recipients, body, starts, facts) values ${sql.join(rows)}`.execute(
    tx,
  )
}

async function deleteWords(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('search_words').where('rowid', 'in', ids).execute()
}

async function newest(db: Db, wanted: Wanted, limit: number): Promise<Candidates> {
  const rows = await db
    .selectFrom('search_words')
    .select('rowid')
    .where(sql<boolean>`search_words match ${matchOf(wanted)}`)
    .where('rowid', '>=', wanted.from)
    .where('rowid', '<', wanted.below)
    .orderBy('rowid', 'desc')
    .limit(limit)
    .execute()
  const ids = rows.map((row) => row.rowid)
  return { ids, below: ids.length < limit ? null : (ids.at(-1) ?? null) }
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
function matchOf(asks: Wanted): string {
  const { terms, hasAttachment } = asks
  const wanted = terms.filter((term) => !term.not).map(asked)
  const unwanted = terms.filter((term) => term.not).map(asked)
  if (hasAttachment === true) wanted.push(fact(ATTACHMENT))
  if (hasAttachment === false) unwanted.push(fact(ATTACHMENT))
  const mailboxIds = mailboxesNamed(asks)
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
  return `${columns} : "${term.tokens.map(({ text }) => text).join(' ')}"${term.open ? ' *' : ''}`
}

function fact(token: string): string {
  return `facts : "${token}"`
}
