import type { Role } from '../access/viewer.ts'
import type { Row } from '../db/database.ts'

export type MailboxRow = Row<'mailboxes'>

/** What the configuration says of a mailbox, apart from its connections. */
export type ConfiguredMailbox = {
  key: string
  name: string
  address: string
  timeZone: string
  /** Undefined leaves the one that was set in the browser. */
  signature: string | undefined
  senderName?: string | null
  members: readonly ConfiguredMember[]
}

/** `name` is an account's address or a group's name. */
export type ConfiguredMember = { by: 'email' | 'group'; name: string; role: Role }

/** The columns in which the row differs from the configuration; a retired mailbox comes back. */
export function changedFields(row: MailboxRow, mailbox: ConfiguredMailbox): Partial<MailboxRow> {
  const wanted: Partial<MailboxRow> = {
    name: mailbox.name,
    address: mailbox.address,
    sender_name: mailbox.senderName ?? null,
    time_zone: mailbox.timeZone,
    retired_at: null,
    ...(mailbox.signature === undefined ? {} : { signature: mailbox.signature }),
  }
  return Object.fromEntries(
    Object.entries(wanted).filter(([column, value]) => Reflect.get(row, column) !== value),
  )
}
