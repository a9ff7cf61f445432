import type { Default, Flag, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of threads, their mails and the bytes of these. */
export interface ThreadTables {
  blobs: {
    id: NewId
    sha256: Text
    /** Bytes before packing. */
    size: number
    packing: 'deflate' | 'none'
    created_at: Instant
  }
  /** Neither driver streams large values, so bytes are kept in pieces. */
  blob_chunks: { blob_id: Id; seq: number; bytes: Uint8Array }

  /** One address outside. Several that are one person's are joined: all but one lead to that one. */
  customers: {
    id: NewId
    /** Lower case. */
    address: Text
    name: Text
    /** The name, or else the address, folded: what lists are put in order and searched by. */
    name_key: Default<Text>
    organisation: Default<Text>
    organisation_key: Default<Text>
    /** What the team knows of the customer; never sent. */
    note: Default<Text>
    /** The customer to whom this address belongs; null where it stands for itself. */
    joined_into_id: Default<Id | null>
    /** Rises with every change of name, organisation or note. */
    version: Default<number>
    created_at: Instant
  }

  threads: {
    id: NewId
    mailbox_id: Id
    subject: Text
    /** Subject without Re:, Fwd:, 返信: and the like, folded: what placing by subject compares. */
    subject_key: Text
    status: 'new' | 'in_progress' | 'awaiting_dept' | 'done'
    /** Spam and trash are folders, not statuses. */
    folder: Default<'inbox' | 'spam' | 'trash'>
    assignee_id: Id | null
    customer_id: Id | null
    /** Rises with every change that somebody who is writing a reply must know. */
    version: Default<number>
    /** For lists: who wrote last, and their first words. */
    last_from: Text
    excerpt: Text
    last_at: Instant
    first_at: Instant
    last_inbound_at: Instant | null
    last_outbound_at: Instant | null
    message_count: Default<number>
    comment_count: Default<number>
    attachment_count: Default<number>
    broken_count: Default<number>
    /** The customer wrote while the thread was in work; cleared when the assignee opens it. */
    customer_wrote_at: Instant | null
    /** The binding policy. */
    policy_id: Id | null
    /** A decision is awaited since; cleared when a policy is set. */
    policy_asked_at: Instant | null
    policy_asked_of: Id | null
    /** Earliest due time of the open waits, so that lists need no join. */
    wait_due_at: Instant | null
    wait_with: Text | null
    /** The next instant at which this thread becomes overdue: by a wait, the binding policy, or a target. */
    due_at: Instant | null
    /** From when it counts as due soon. */
    soon_at: Instant | null
    /** The target's clock that lists show, and when it is due: null while that stands still. */
    target_kind: 'first_reply' | 'next_reply' | 'done' | null
    target_due_at: Instant | null
    /** By when a rule wants an answer to what came at `deadline_from`. */
    deadline_at: Instant | null
    deadline_from: Instant | null
    /** Since when it counts as done; null while it does not. */
    done_at: Instant | null
    /** Only the people and groups in `thread_viewers` see it, since then. */
    restricted_at: Instant | null
    restricted_by: Id | null
    restriction_reason: Text | null
    /** Who of the team opened it as an internal matter: it has no customer, and nothing is sent from it. */
    opened_by: Default<Id | null>
    merged_into_id: Id | null
    created_at: Instant
  }
  /** Who takes part: a stranger who only knows the subject is never let in. */
  participants: { thread_id: Id; address: Text; last_at: Instant }
  /** How many threads stand where; moved in the transaction that moves a thread. */
  thread_counts: { mailbox_id: Id; folder: Text; status: Text; n: number }

  messages: {
    id: NewId
    thread_id: Id
    mailbox_id: Id
    direction: 'inbound' | 'outbound' | 'internal'
    kind: 'mail' | 'bounce' | 'auto_reply' | 'broken'
    /** Why it could not be understood, in words; null for a healthy mail. */
    problem: Text | null
    subject: Text
    from_name: Text
    from_address: Text
    /** JSON: {to, cc, bcc, replyTo} of {name, address}. */
    recipients: Text
    /** The Date header; null where the mail has none. */
    date: Instant | null
    received_at: Instant
    /** Without angle brackets. Often missing or repeated, so never an identity. */
    message_id: Text | null
    in_reply_to: Text | null
    /** JSON array of message ids. */
    reference_ids: Text
    excerpt: Text
    raw_blob_id: Id | null
    raw_sha256: Text
    raw_size: number
    /** Why it stands in this thread. */
    placed_by:
      | 'first'
      | 'references'
      | 'token'
      | 'subject'
      | 'sent_folder'
      | 'outbox'
      | 'split'
      | 'merge'
      | 'notification'
      | 'failed_address'
    author_id: Id | null
    /** Of a mail of ours: whether it came back, from some of those it was to or from all. */
    bounced: Default<'some' | 'all' | null>
    has_html: Flag
    remote_images: Flag
    created_at: Instant
  }
  message_bodies: { message_id: Id; text: Text; html: Text | null }
  /** Where on which server a message came from: one mail is taken in once. */
  message_origins: {
    mailbox_id: Id
    folder: Text
    uid_validity: Text
    uid: number
    message_id: Id
  }
  attachments: {
    id: NewId
    message_id: Id
    /** Position in the parsed mail; the bytes are read out of the raw mail. */
    position: number
    filename: Text
    content_type: Text
    size: number
    sha256: Text
    content_id: Text | null
    inline: Flag
  }
}
