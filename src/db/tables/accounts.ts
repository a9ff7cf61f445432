import type { Default, Flag, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of people, how they sign in, and what they may do. */
export interface AccountTables {
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
    /** Where they can be rung; empty where they gave none. */
    phone: Default<Text>
    locale: 'ja' | 'en'
    time_zone: Text
    password_hash: Text | null
    admin_since: Instant | null
    disabled_at: Instant | null
    newest_first: Default<Flag>
    /** Where somebody goes once they are done with a thread. */
    after_action: Default<'next' | 'list' | 'stay'>
    /** Whether single keys act. */
    single_keys: Default<Flag>
    /** Stands above the mailbox's own beneath their replies. */
    signature: Default<Text>
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
    role: 'read_only' | 'assistant' | 'agent' | 'supervisor'
  }
  notification_choices: { account_id: Id; kind: Text; by_email: Flag }
}
