import type { Default, Flag, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of what the team says and decides about a thread. */
export interface CommentTables {
  comments: {
    id: NewId
    thread_id: Id
    message_id: Id | null
    author_id: Id
    body: Text
    /** Written in a mail program, as an answer to a notification. */
    by_mail: Default<Flag>
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
    /** Words for the customer, ready to be put into a reply; empty where there are none. */
    wording: Default<Text>
    due_at: Instant | null
    reply_by: 'anyone' | 'assignee' | 'supervisor'
    needs_approval: Flag
    /** When to come back to the supervisor, in words. */
    return_when: Text
    /** Goes to the next level by itself when its due time passes without an answer. */
    raise_when_late: Default<Flag>
    /** When it is told to be late; null when it was told, or has no due time. */
    late_at: Instant | null
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
    /** The mail by which it was asked; null where it was asked otherwise. */
    message_id: Default<Id | null>
    due_at: Instant | null
    opened_by: Id
    opened_at: Instant
    ended_by: Id | null
    ended_at: Instant | null
    answer: Text | null
    reminders: Default<number>
    /** When both sides are reminded next; null when it is over, or has no due time. */
    remind_at: Instant | null
  }
}
