import type { Id, Instant, NewId, Text } from './columns.ts'

/** The table of answers by mail to notifications. */
export interface MailAnswerTables {
  mail_answers: {
    id: NewId
    /** Into which the mail came; of a known thread, that thread's. */
    mailbox_id: Id
    /** Only what a genuine token names; null: nobody knows what it is about. */
    thread_id: Id | null
    /** Whom the notification went to, or whose address the sender claims. */
    account_id: Id | null
    from_name: Text
    from_address: Text
    subject: Text
    /** Without quotes and signature. */
    text: Text
    outcome: 'comment' | 'policy' | 'accepted' | 'approved' | 'wait' | 'held' | 'dropped' | 'taken'
    /** Of a held one: a word of src/mail-answer/held-reason.ts. */
    why: Text | null
    comment_id: Id | null
    raw_blob_id: Id
    raw_sha256: Text
    received_at: Instant
    created_at: Instant
    settled_by: Id | null
    settled_at: Instant | null
  }
}
