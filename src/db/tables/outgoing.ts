import type { Default, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of what goes out, and what happened. */
export interface OutgoingTables {
  notifications: {
    id: NewId
    account_id: Id
    kind: Text
    thread_id: Id | null
    comment_id: Id | null
    message_id: Id | null
    policy_id: Id | null
    wait_id: Id | null
    escalation_id: Id | null
    approval_id: Default<Id | null>
    actor_id: Id | null
    /** The same cause never notifies the same person twice. */
    cause: Text
    created_at: Instant
    read_at: Instant | null
    email_state: 'none' | 'queued' | 'sending' | 'sent' | 'failed'
    email_attempts: Default<number>
    email_next_at: Instant | null
    email_sent_at: Instant | null
    email_error: Text | null
    /** The process that took it, by the name of its presence. */
    email_sender: Default<Text | null>
  }

  drafts: {
    id: NewId
    thread_id: Id
    account_id: Id
    to_text: Text
    cc_text: Text
    bcc_text: Text
    subject: Text
    body: Text
    /** The thread's version that the writer had in view. */
    thread_version: number
    updated_at: Instant
    /** Rises each time it is written; a page names the one that its text goes on from. */
    version: Default<number>
    /** The page on which this text was written, and how often something had been typed there. */
    page: Default<Text>
    edit: Default<number>
  }
  draft_files: {
    id: NewId
    draft_id: Id
    blob_id: Id
    filename: Text
    content_type: Text
    size: number
  }
  outbox: {
    id: NewId
    message_id: Id
    thread_id: Id
    mailbox_id: Id
    /** The form's own token: pressing send twice sends once. */
    form_token: Text
    state: 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'cancelled'
    state_at: Instant
    /** JSON: {from, to[]} as given to MAIL FROM and RCPT TO. */
    envelope: Text
    send_at: Instant
    attempts: Default<number>
    next_try_at: Instant | null
    lease_until: Instant | null
    /** The process that took it, by the name of its presence. */
    sender: Default<Text | null>
    /** Why it waits until `next_try_at`, where it has not failed itself: it is due, and others keep it. */
    put_off: Default<'rate' | 'server' | null>
    /** Committed before the first byte of DATA: after it, nothing is resent by itself. */
    body_started_at: Instant | null
    accepted_at: Instant | null
    /** The server's own words, good or bad. */
    server_reply: Text | null
    appended_at: Instant | null
    append_attempts: Default<number>
    append_next_at: Instant | null
    append_error: Text | null
    /** Of an uncertain one whose server keeps copies: how often it was looked for in Sent, and when it is next. */
    looks: Default<number>
    look_next_at: Default<Instant | null>
    account_id: Id
    /** Who last put it into the queue: its writer, or whoever tried it again. */
    queued_by: Id
    /** The policy that bound when they did; it may not go out against another one. */
    queued_under: Id | null
    /** Only a reply answers the customer. */
    purpose: Default<'reply' | 'acknowledgement' | 'question' | 'reminder'>
    /** Uncertain because the database was put back to this instant, at which it had not gone out. */
    restored_from: Default<Instant | null>
  }

  events: {
    id: NewId
    at: Instant
    kind: Text
    mailbox_id: Id | null
    thread_id: Id | null
    /** Of what is about a customer and no thread. */
    customer_id: Default<Id | null>
    actor_id: Id | null
    /** JSON, by kind. */
    facts: Text
  }
  /** A mailbox whose mail is stuck, of which administrators have been told. */
  outbox_alarms: { mailbox_id: Id; since: Instant }
  leases: { name: Text; holder: Text; until: Instant }
}
