import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Database, Db, Row } from '../db/database.ts'
import type { NewEntry } from './entry.ts'
import type { Term } from './term.ts'

/** An entry with its place in the order of time. */
export type PlacedEntry = NewEntry & { id: number }

export type Hit = Row<'search_entries'>

export type ThreadCondition = (eb: ExpressionBuilder<Database, 'threads'>) => Expression<SqlBool>

/** What is looked for, ready for a database. */
export type Wanted = {
  terms: readonly Term[]
  /** Only what was said in these mailboxes; null: in any. Spares reading what nobody may see. */
  mailboxIds: readonly number[] | null
  hasAttachment: boolean | null
  /** Ids from here on, and below that. */
  from: number
  below: number
  /** The one access decision and whatever is asked of the thread. */
  threads: ThreadCondition
}

/** What the two databases do each in its own way. */
export type SearchBackend = {
  /** Writes the words of entries whose rows stand already, all at once. Ids must rise. */
  insertWords(tx: Db, entries: readonly PlacedEntry[]): Promise<void>
  deleteWords(tx: Db, ids: readonly number[]): Promise<void>
  /** The newest hits, at most `limit`. */
  newest(db: Db, wanted: Wanted, limit: number): Promise<Hit[]>
  /** Which of these entries have the words. The thread is not asked about. */
  among(db: Db, wanted: Wanted, ids: readonly number[]): Promise<Set<number>>
}

/** Facts of an entry, as tokens that no text has: the mailbox, and whether files are attached. */
export function factsOf(entry: NewEntry): string[] {
  return [mailboxFact(entry.mailboxId), ...(entry.hasAttachment ? [ATTACHMENT] : [])]
}

export const ATTACHMENT = 'attachment'

export function mailboxFact(mailboxId: number): string {
  return `m${mailboxId}`
}
