import type { Id, Instant, NewId, Text } from './columns.ts'

/** Tables of labels, on threads and on customers. */
export interface LabelTables {
  labels: {
    id: NewId
    /** A thread's label says what it is about, a customer's which class it belongs to. */
    kind: 'thread' | 'customer'
    name: Text
    /** The name folded: what makes two names the same. */
    name_key: Text
    /** A word of the palette. */
    colour: Text
    /** The one mailbox that uses it; null: all. */
    mailbox_id: Id | null
    created_by: Id | null
    created_at: Instant
  }
  /** With what lists are put in order by, moved in the transaction that moves the thread. */
  thread_labels: {
    thread_id: Id
    label_id: Id
    mailbox_id: Id
    folder: Text
    status: Text
    last_at: Instant
    added_by: Id | null
    added_at: Instant
  }
  /** How many threads have a label, as everybody in their mailbox sees them: of restricted ones nothing. */
  label_counts: { mailbox_id: Id; folder: Text; status: Text; label_id: Id; n: number }
  customer_labels: { customer_id: Id; label_id: Id; added_by: Id | null; added_at: Instant }
}
