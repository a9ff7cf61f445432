import type { Id, Instant, NewId, Text } from './columns.ts'

/** Tables of what somebody did to one or several threads in one go, so that it can be taken back. */
export interface ChangeTables {
  changes: {
    id: NewId
    account_id: Id
    at: Instant
    /** What was changed, and what it was changed to, as `change/change.ts` writes them. */
    kind: Text
    value: Text
    undone_at: Instant | null
  }
  changed_threads: {
    change_id: Id
    /** As it was asked for: it may be of no thread that the account could see. */
    thread_id: Id
    /** JSON: what the thread was; null where nothing was changed. */
    before: Text | null
    /** The thread's last event once it was changed: what came after it is newer. */
    event_id: Id
    /** Why it was not changed. */
    refused: Text | null
    /** Why it was not put back. */
    kept: Text | null
  }
}
