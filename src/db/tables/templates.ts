import type { Default, Flag, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of texts that are written once and used often. */
export interface TemplateTables {
  /** Of a mailbox, or of one person: exactly one of the two is given. */
  templates: {
    id: NewId
    mailbox_id: Id | null
    account_id: Id | null
    /** Empty: none. */
    folder: Text
    name: Text
    body: Text
    /** A change by whoever does not supervise waits for one who does. */
    needs_approval: Default<Flag>
    version: Default<number>
    uses: Default<number>
    used_at: Default<Instant | null>
    changed_by: Id
    changed_at: Instant
    removed_at: Default<Instant | null>
  }
  /** A change that waits; what stood before is in use until then. */
  template_proposals: {
    template_id: Id
    folder: Text
    name: Text
    body: Text
    author_id: Id
    at: Instant
  }
}
