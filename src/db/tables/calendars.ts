import type { Id, Instant, Text } from './columns.ts'

/** When mailboxes work. */
export interface CalendarTables {
  /** One row for each mailbox whose hours somebody has set; the others have the usual ones. */
  calendars: {
    mailbox_id: Id
    /** JSON: the hours, the region of the holidays, closings and openings. Read and written as a whole. */
    definition: Text
    /** Rises by one with each change, from 1. */
    version: number
    changed_at: Instant
    changed_by: Id | null
  }
}
