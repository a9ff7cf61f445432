import type { ColumnType, Generated, Insertable, Kysely, Selectable, Transaction } from 'kysely'

/** An instant: UTC milliseconds since 1970. Every `…_at` column holds one. */
export type Instant = number

/** 0 or 1. better-sqlite3 binds no booleans, so both databases keep a small integer. */
export type Flag = 0 | 1

type Text = string
type Id = number
type NewId = Generated<number>
/** A column that the database fills when a row does not name it. */
type Default<T> = ColumnType<T, T | undefined, T>

export interface Database {
  settings: { key: Text; value: Text }

  accounts: {
    id: NewId
    name: Text
    /** How the name is read (ひらがな), so that it can be found while typing. */
    reading: Text
    /** Lower case; what a person signs in with and where notifications go. */
    email: Text
    /** 役職 such as 係長. Words only, never a right. */
    title: Text
    locale: 'ja' | 'en'
    time_zone: Text
    password_hash: Text | null
    admin_since: Instant | null
    disabled_at: Instant | null
    newest_first: Default<Flag>
    created_at: Instant
  }
  sessions: {
    /** SHA-256 of the cookie's token: a leaked database opens no session. */
    token_hash: Text
    account_id: Id
    created_at: Instant
    seen_at: Instant
    ends_at: Instant
    user_agent: Text
    remote_address: Text
  }
  invitations: {
    id: NewId
    token_hash: Text
    /** `join` makes an account, `password` lets an existing one choose a new password. */
    purpose: 'join' | 'password'
    account_id: Id | null
    email: Text
    name: Text
    /** JSON: what the account gets on joining (title, admin, memberships, groups). */
    grants: Text
    invited_by: Id | null
    created_at: Instant
    ends_at: Instant
    used_at: Instant | null
  }
  sign_in_failures: { id: NewId; email: Text; remote_address: Text; at: Instant }
  groups: { id: NewId; name: Text; reading: Text; created_at: Instant }
  group_members: { group_id: Id; account_id: Id }
  memberships: {
    id: NewId
    mailbox_id: Id
    account_id: Id | null
    group_id: Id | null
    role: 'agent' | 'supervisor'
  }
  notification_choices: { account_id: Id; kind: Text; by_email: Flag }

  mailboxes: {
    id: NewId
    /** The table's key in hoshin.toml; ties this row to its connections. */
    key: Text
    name: Text
    address: Text
    /** The name that customers see in From; null: the mailbox's own. */
    sender_name: Text | null
    time_zone: Text
    signature: Text
    /** Set when the key left the configuration: threads stay readable, nothing is polled or sent. */
    retired_at: Instant | null
    created_at: Instant
  }
  connections: {
    mailbox_id: Id
    /** `imap` or `smtp`. */
    way: 'imap' | 'smtp'
    /** The folder for IMAP, empty for SMTP. */
    folder: Text
    state: 'connecting' | 'connected' | 'waiting' | 'failed'
    ok_at: Instant | null
    last_mail_at: Instant | null
    /** Words a person can act on, and when it went wrong. Null once it works again. */
    error: Text | null
    error_at: Instant | null
    next_try_at: Instant | null
    /** First import: how many of how many mails are in. Both null when none runs. */
    progress_done: number | null
    progress_total: number | null
  }
  cursors: {
    mailbox_id: Id
    folder: Text
    uid_validity: Text
    /** The highest UID that is taken in; everything at or below it is stored. */
    last_uid: number
    /** The UID up to which the first import goes; until last_uid reaches it, a progress bar shows. */
    first_until_uid: number
    updated_at: Instant
  }

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

  customers: { id: NewId; address: Text; name: Text; created_at: Instant }

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
    /** The next instant at which this thread becomes overdue: a wait's or the binding policy's due time. */
    due_at: Instant | null
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
    placed_by: 'first' | 'references' | 'token' | 'subject' | 'sent_folder' | 'outbox' | 'split' | 'merge'
    author_id: Id | null
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

  comments: {
    id: NewId
    thread_id: Id
    message_id: Id | null
    author_id: Id
    body: Text
    created_at: Instant
    edited_at: Instant | null
  }
  /** What a comment said before an edit. */
  comment_versions: { id: NewId; comment_id: Id; body: Text; replaced_at: Instant }
  mentions: {
    id: NewId
    comment_id: Id
    account_id: Id | null
    group_id: Id | null
    created_at: Instant
  }

  policies: {
    id: NewId
    thread_id: Id
    version: number
    instruction: Text
    due_at: Instant | null
    reply_by: 'anyone' | 'assignee' | 'supervisor'
    needs_approval: Flag
    /** When to come back to the supervisor, in words. */
    return_when: Text
    author_id: Id
    created_at: Instant
  }
  policy_acknowledgements: { policy_id: Id; account_id: Id; at: Instant }

  waits: {
    id: NewId
    thread_id: Id
    /** A group of ours, or an outside partner by words and, if known, an address. */
    group_id: Id | null
    party: Text
    address: Text | null
    question: Text
    due_at: Instant | null
    opened_by: Id
    opened_at: Instant
    ended_by: Id | null
    ended_at: Instant | null
    answer: Text | null
  }

  notifications: {
    id: NewId
    account_id: Id
    kind: Text
    thread_id: Id | null
    comment_id: Id | null
    message_id: Id | null
    policy_id: Id | null
    wait_id: Id | null
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
    /** Committed before the first byte of DATA: after it, nothing is resent by itself. */
    body_started_at: Instant | null
    accepted_at: Instant | null
    /** The server's own words, good or bad. */
    server_reply: Text | null
    appended_at: Instant | null
    append_attempts: Default<number>
    append_next_at: Instant | null
    append_error: Text | null
    account_id: Id
  }

  events: {
    id: NewId
    at: Instant
    kind: Text
    mailbox_id: Id | null
    thread_id: Id | null
    actor_id: Id | null
    /** JSON, by kind. */
    facts: Text
  }
  leases: { name: Text; holder: Text; until: Instant }
}

/** The handle that stores and verbs take: the database, or the transaction they stand in. */
export type Db = Kysely<Database>
export type Tx = Transaction<Database>

export type Row<T extends keyof Database> = Selectable<Database[T]>
export type NewRow<T extends keyof Database> = Insertable<Database[T]>
