import type { Db } from '../db/database.ts'
import type { Entry, PlacedEntry } from './entry.ts'
import type { Term } from './term.ts'

/** What is looked for in the index. Who may see what is asked of the threads, when their entries are known. */
export type Wanted = {
  terms: readonly Term[]
  /** Only what was said in these mailboxes; null: in any. Spares reading what nobody may see. */
  mailboxIds: readonly number[] | null
  hasAttachment: boolean | null
  /** Ids from here on, and below that. */
  from: number
  below: number
}

/** Entries of the index, newest first. */
export type Candidates = {
  ids: number[]
  /** Nothing below this id was looked at yet; null: nothing is left. */
  below: number | null
  /** Of them, those whose texts were asked already, and are hits for certain. */
  read: ReadonlySet<number>
  /** So few of the newest have what is wanted that looking at each would be in vain further back, too. */
  isRare: boolean
}

/** What the two databases do each in its own way. */
export type SearchBackend = {
  /** Entries that are written in one transaction, when many are due: as many as nobody beside it notices. */
  atOnce: number
  /** Writes the words of entries whose rows stand already, all at once. Ids must rise. */
  insertWords(tx: Db, entries: readonly PlacedEntry[]): Promise<void>
  deleteWords(tx: Db, ids: readonly number[]): Promise<void>
  /**
   * The newest entries that may be hits, about `limit` or fewer: fewer does not mean the end.
   *
   * @param isRare what the entries above `wanted.below` told
   */
  newest(db: Db, wanted: Wanted, limit: number, isRare?: boolean): Promise<Candidates>
  /** Which of these entries may be hits. */
  among(db: Db, wanted: Wanted, ids: readonly number[]): Promise<Set<number>>
  /** The terms of which the index cannot tell for certain whether an entry has them. */
  unsure(terms: readonly Term[]): Term[]
  /** Brings in order what was written since, when there is time for it. */
  tidy(db: Db): Promise<void>
}

/** Facts of an entry: the mailbox, and whether files are attached. */
export function factsOf(entry: Entry): string[] {
  return [`m${entry.mailboxId}`, ...(entry.hasAttachment ? [ATTACHMENT] : [])]
}

export const ATTACHMENT = 'attachment'
