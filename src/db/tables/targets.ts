import type { Default, Flag, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of response targets and the clocks that run against them. Minutes are business minutes. */
export interface TargetTables {
  targets: {
    id: NewId
    mailbox_id: Id
    /** Only threads with this label; null: any. */
    label_id: Id | null
    /** Only customers with this label; null: any. */
    customer_label_id: Id | null
    first_reply: number | null
    next_reply: number | null
    done: number | null
    warn_before: number
    created_at: Instant
  }
  /** Who is told; a mailbox without a row keeps to what is usual. */
  target_audiences: {
    mailbox_id: Id
    warning: 'nobody' | 'assignee' | 'supervisors' | 'both'
    overdue: 'nobody' | 'assignee' | 'supervisors' | 'both'
  }
  /** One row for each clock that has a target: the running ones, and for reports those that ended. */
  thread_clocks: {
    id: NewId
    thread_id: Id
    mailbox_id: Id
    kind: 'first_reply' | 'next_reply' | 'done'
    started_at: Instant
    target_id: Id | null
    /** The target as it bound. */
    minutes: number
    /** Null while the clock stands still before it. */
    warn_at: Instant | null
    due_at: Instant | null
    /** When somebody must be told next; null when nobody must. */
    tell_at: Instant | null
    /** When that stage was told, or passed over in silence. */
    warned_at: Instant | null
    overdue_at: Instant | null
    ended_at: Instant | null
    ended_by: 'reply' | 'done' | null
    /** Of an ended clock: how long it ran, whether that was within the target, and who was responsible. */
    used: number | null
    met: Flag | null
    assignee_id: Id | null
  }
  /** When a thread counted as done, and was taken up again. */
  done_periods: { thread_id: Id; from_at: Instant; to_at: Instant }
  /** Open threads whose clocks must be reckoned anew: of a mailbox or of a customer. */
  target_recounts: {
    id: NewId
    mailbox_id: Id | null
    customer_id: Id | null
    /** How far it is; empty at its beginning. */
    cursor: Text
    /** Rises when it is asked for again meanwhile. */
    asked: Default<number>
  }
}
