import type { Default, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of the shared addresses and how far each folder is read. */
export interface MailboxTables {
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
    /** How long a reply waits before it goes, ms; null: as the installation says. */
    send_pause: Default<number | null>
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
}
