import type { Id, Instant, NewId, Text } from './columns.ts'

/** Tables of who may see a restricted thread, and of what waits until somebody may. */
export interface RestrictionTables {
  /** Whom a restricted thread is limited to: an account or a group in each row. */
  thread_viewers: {
    id: NewId
    thread_id: Id
    account_id: Id | null
    group_id: Id | null
    added_by: Id | null
    added_at: Instant
  }
  /** An administrator who is not named opened a restricted thread, and said why. */
  thread_visits: {
    id: NewId
    thread_id: Id
    account_id: Id
    reason: Text
    began_at: Instant
    ends_at: Instant
  }
  /** What somebody could not be told of, because the thread did not exist for them. */
  waiting_notices: {
    id: NewId
    account_id: Id
    kind: Text
    thread_id: Id
    comment_id: Id | null
    wait_id: Id | null
    actor_id: Id | null
    cause: Text
    created_at: Instant
  }
}
