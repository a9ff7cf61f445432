import type { Default, Id, Instant, Text } from './columns.ts'

/** Tables of what is looked at before a reply goes out. */
export interface CheckTables {
  /** What a mailbox has set of a check, and how it did; without a row it is on, with no words of its own. */
  mailbox_checks: {
    mailbox_id: Id
    kind: Text
    /** Switched off. */
    off_at: Instant | null
    off_by: Id | null
    /** Words of the mailbox's own, one a line. */
    words: Text
    /** Findings of replies that went out, and how many of these were gone by then. */
    found: Default<number>
    heeded: Default<number>
  }
  /** What somebody was told about the reply that they are writing, until it goes. */
  open_findings: { thread_id: Id; account_id: Id; kind: Text; what: Text; at: Instant }
}
