import type { Flag, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of machines' mail: what came back, and what hoshin writes by itself. */
export interface AutoMailTables {
  bounces: {
    id: NewId
    /** The delivery report, a message of kind `bounce`. */
    report_id: Id
    /** The mail of ours that came back; null where it is not known. */
    message_id: Id | null
    /** Lower case. */
    address: Text
    /** A word of src/mail/bounce-reason.ts. */
    reason: Text
    status: Text | null
    /** What the server said; empty where it said nothing. */
    words: Text
    /** The server goes on trying: nothing has failed yet. */
    delayed: Flag
    at: Instant
  }
  /** When the last few automatic mails went to an address outside, as a JSON array of UTC ms. */
  auto_mail_counts: { address: Text; times: Text }
  /** The acknowledgement of receipt of a mailbox; switched off where `enabled_at` is null. */
  acknowledgements: {
    mailbox_id: Id
    enabled_at: Instant | null
    text_ja: Text
    text_en: Text
    changed_by: Id
    changed_at: Instant
  }
  /** Mails that may be acknowledged, once the rules have looked at them. */
  acknowledgement_due: { message_id: Id; due_at: Instant }
}
