import type { Default, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of the ways to reach people beside mail: chat webhooks, a telephone gateway, calls by hand. */
export interface ChannelTables {
  channels: {
    id: NewId
    mailbox_id: Id
    kind: 'slack' | 'teams' | 'google' | 'chatwork' | 'lineworks' | 'generic' | 'telephone'
    name: Text
    /** Secret for most: whoever knows it can write there. For Chatwork the room's number. */
    url: Text
    /** Secret: Chatwork's API token, or what signs a generic request; empty for the others. */
    token: Text
    /** The language of what is written there. */
    locale: 'ja' | 'en'
    created_by: Id
    created_at: Instant
    /** It is kept for the history, without its secrets. */
    removed_at: Instant | null
  }
  /** One message of one step to one channel. */
  channel_deliveries: {
    id: NewId
    channel_id: Id
    escalation_id: Id
    seq: number
    state: 'queued' | 'sending' | 'sent' | 'failed' | 'needless'
    attempts: Default<number>
    /** When it is due, or when the lease on it ends; null once it is settled. */
    next_at: Instant | null
    /** Afterwards somebody else is called: it is not tried any longer. */
    worth_until: Instant
    problem: Text | null
    problem_words: Text | null
    created_at: Instant
    settled_at: Instant | null
  }
  /** Somebody is to be called by hand; what came of it is written down. */
  phone_calls: {
    id: NewId
    escalation_id: Id
    seq: number
    /** Who is to be reached. */
    account_id: Id
    /** Who is to call; null where nobody but the one who is called has the matter. */
    caller_id: Id | null
    asked_at: Instant
    outcome: 'reached' | 'no_answer' | 'left_message' | null
    note: Text
    done_by: Id | null
    done_at: Instant | null
  }
}
