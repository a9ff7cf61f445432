import type { Id, Text } from './columns.ts'

/** Tables of what can be found. The words themselves stand in one of two, as the database has it. */
export interface SearchTables {
  search_entries: {
    /** Rises with the time at which it was said, so that the newest hits are the highest ids. */
    id: Id
    kind: 'message' | 'comment' | 'policy' | 'customer'
    ref_id: Id
    thread_id: Id
  }
  /** SQLite (FTS5): a table without its own text. `search_words` is its hidden column for `match`. */
  search_words: {
    rowid: Id
    search_words: Text
    subject: Text
    sender: Text
    recipients: Text
    body: Text
    starts: Text
    facts: Text
  }
  /** PostgreSQL: part 0 is the entry; a long one has its words with their places in the parts after it. */
  search_vectors: { entry_id: Id; part: number; words: Text }
}
