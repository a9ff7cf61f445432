import type { Id, Instant, NewId, Text } from './columns.ts'

/** Tables of what is being written: who writes, and the texts that stand beside a draft. */
export interface WritingTables {
  /** A composer that stands open on one page. It counts while `ends_at` is ahead and nobody has taken over. */
  writings: {
    thread_id: Id
    account_id: Id
    /** The token of the form on that page. */
    page: Text
    /** Signing out ends it. */
    session_hash: Text
    began_at: Instant
    /** Moved on while the page lives. */
    ends_at: Instant
    taken_by: Id | null
    taken_at: Instant | null
  }
  /** A text that did not go into its writer's draft, or that went over to somebody else. */
  draft_copies: {
    id: NewId
    thread_id: Id
    /** Whose words they are. */
    account_id: Id
    /** Who may read them: the writer, or whoever took over. */
    for_account_id: Id
    /** The page on which it was written. */
    page: Text
    edit: number
    to_text: Text
    cc_text: Text
    bcc_text: Text
    subject: Text
    body: Text
    written_at: Instant
  }
  draft_copy_files: {
    id: NewId
    copy_id: Id
    blob_id: Id
    filename: Text
    content_type: Text
    size: number
  }
  /** Bytes of files that were taken off a draft: tidied away once nothing needs them. */
  loose_blobs: { blob_id: Id; since: Instant }
  /** What somebody has typed into another form of a thread. */
  kept_words: {
    thread_id: Id
    account_id: Id
    /** Which form, such as comment or policy. */
    form: Text
    /** JSON: field → what was typed. */
    fields: Text
    /** Each page keeps its own: none overwrites another's. */
    page: Text
    edit: number
    updated_at: Instant
  }
}
