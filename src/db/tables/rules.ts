import type { Default, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of rules: their versions, the mails that they have yet to look at, and what they did. */
export interface RuleTables {
  rules: {
    id: NewId
    /** Null: every mailbox. */
    mailbox_id: Id | null
    /** In whose name it acts, and who is reminded to review it. */
    owner_id: Id
    /** The one that holds. */
    version: number
    /** Null: switched off. */
    enabled_at: Instant | null
    /** The team is asked to confirm that they have read it. */
    shown_at: Instant | null
    /** By when it is to be looked at again. */
    review_at: Instant | null
    /** When the owner is reminded of that; null: not any more. */
    remind_at: Instant | null
    hits: Default<number>
    wrong: Default<number>
    removed_at: Instant | null
    created_at: Instant
  }
  rule_versions: {
    rule_id: Id
    version: number
    /** JSON: a Rule. */
    body: Text
    author_id: Id
    created_at: Instant
  }
  /** A mail that rules have yet to look at: all of its mailbox's (null), or one whose time comes later. */
  rule_due: { id: NewId; message_id: Id; rule_id: Id | null; due_at: Instant; tries: Default<number> }
  /** Once for each mail and rule. */
  rule_hits: {
    id: NewId
    rule_id: Id
    version: number
    message_id: Id
    thread_id: Id
    at: Instant
    /** The level that it suggests; null: none. */
    suggests: number | null
    /** What was done and what was refused, words with commas. */
    done: Text
    refused: Text
    /** Somebody says that it should not have fired. */
    wrong_by: Id | null
    wrong_at: Instant | null
    wrong_words: Text | null
  }
  rule_confirmations: { rule_id: Id; version: number; account_id: Id; at: Instant }
  /** Threads on which a supervisor sends every reply (慎重対応). */
  careful_threads: {
    thread_id: Id
    /** The rule that ordered it, or the person who did, with their reason. */
    rule_id: Id | null
    set_by: Id | null
    reason: Text
    hints: Text
    since: Instant
  }
}
