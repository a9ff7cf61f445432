import type { Default, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of what can be found. The words themselves stand in one of two, as the database has it. */
export interface SearchTables {
  /** What was said or has changed and is to be found soon, oldest first. */
  search_due: { id: NewId; kind: 'message' | 'comment' | 'policy' | 'customer'; ref_id: Id }
  search_entries: {
    /** Rises with the time at which it was said, so that the newest hits are the highest ids. */
    id: Id
    kind: 'message' | 'comment' | 'policy' | 'customer'
    ref_id: Id
    thread_id: Id
  }
  /** SQLite (FTS5): a table without its own text. `search_words` is its hidden column for `match`. */
  search_words: { rowid: Id; search_words: Text; words: Text }
  /** PostgreSQL: each word once, without places, and facts. */
  search_vectors: { entry_id: Id; words: Text }
  /** With a mailbox: everybody there has it in their rail. */
  saved_searches: {
    id: NewId
    name: Text
    query: Text
    sorting: 'newest' | 'best'
    owner_id: Id
    mailbox_id: Id | null
    version: Default<number>
    created_at: Instant
    changed_at: Instant
  }
}
