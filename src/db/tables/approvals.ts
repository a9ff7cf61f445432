import type { Default, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of replies that wait for somebody's yes before they go out. */
export interface ApprovalTables {
  approvals: {
    id: NewId
    thread_id: Id
    mailbox_id: Id
    writer_id: Id
    /** `taken_back`: approved, and stopped before it went out. */
    state: 'waiting' | 'approved' | 'returned' | 'withdrawn' | 'taken_back'
    asked_at: Instant
    /** What the thread becomes once it is sent. */
    after: 'in_progress' | 'done' | 'unchanged'
    /** Of the form: pressed twice, it is asked once. The mail in the outbox has it too. */
    form_token: Text
    /** The thread's version that the writer had in view. */
    thread_version: number
    /** JSON: Reason[]. */
    reasons: Text
    /** Who may say yes. */
    least_role: 'agent' | 'supervisor'
    /** The writer's words to whoever approves. */
    note: Text
    /** The text that stands now. */
    text_version: number
    /** The version of the route by which it is called; null: the mailbox had none. */
    route_id: Id | null
    /** Of several yeses that are needed, which one is awaited. */
    round: number
    rounds: number
    level: number
    stage: 'primary' | 'backup' | 'everybody'
    /** Who is called; null: everybody who may approve. */
    holder_id: Id | null
    stage_at: Instant
    calls: Default<number>
    until_at: Instant | null
    /** When hoshin itself makes the next step; null when it is over. */
    next_at: Instant | null
    seq: Default<number>
    ended_by: Id | null
    ended_at: Instant | null
    /** Why it was returned. */
    words: Text | null
    outbox_id: Id | null
  }
  /** What was written, and what those who approve made of it. */
  approval_texts: {
    approval_id: Id
    /** 1 is the writer's. */
    version: number
    author_id: Id
    at: Instant
    to_text: Text
    cc_text: Text
    bcc_text: Text
    subject: Text
    body: Text
  }
  approval_files: {
    id: NewId
    approval_id: Id
    blob_id: Id
    filename: Text
    content_type: Text
    size: number
  }
  /** Everything that happened to it, in order. The number makes each step happen once. */
  approval_steps: {
    approval_id: Id
    seq: number
    at: Instant
    action: Text
    round: number
    /** Who was called. */
    account_id: Id | null
    /** Who did it; null: hoshin. */
    actor_id: Id | null
    until_at: Instant | null
    words: Text | null
  }
  /** What a mailbox wants approved. */
  approval_rules: {
    mailbox_id: Id
    /** JSON: an ApprovalRule. */
    body: Text
    author_id: Id
    changed_at: Instant
  }
}
