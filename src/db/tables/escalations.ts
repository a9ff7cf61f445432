import type { Default, Flag, Id, Instant, NewId, Text } from './columns.ts'

/** Tables of calls for a decision: routes, absences, escalations and every step of them. */
export interface EscalationTables {
  /** Versions of a mailbox's route; the highest holds for what is raised from then on. */
  escalation_routes: {
    id: NewId
    mailbox_id: Id
    version: number
    /** JSON: a Route. */
    body: Text
    author_id: Id | null
    created_at: Instant
  }
  /** The last night (YYYY-MM-DD) in which a mailbox's route was examined. */
  route_checks: {
    mailbox_id: Id
    night: Text
  }
  absences: {
    id: NewId
    account_id: Id
    from_at: Instant
    /** Not part of it. */
    until_at: Instant
    deputy_id: Id | null
    note: Text
    created_by: Id
    created_at: Instant
  }
  escalations: {
    id: NewId
    thread_id: Id
    mailbox_id: Id
    /** The version with which it runs; null: the mailbox had none, and everybody is called. */
    route_id: Id | null
    kind: 'instruction' | 'question' | 'takeover' | 'other_dept' | 'customer_notice'
    state: 'waiting' | 'accepted' | 'asked' | 'decided' | 'withdrawn' | 'reported'
    level: number
    stage: 'primary' | 'backup' | 'everybody'
    /** Who alone may accept and decide now. */
    holder_id: Id | null
    stage_at: Instant
    calls: Default<number>
    urgent: Flag
    decision_due_at: Instant | null
    reminders: Default<number>
    /** When hoshin itself makes the next step; null when it is over. */
    next_at: Instant | null
    /** How many steps it has; the next one's number. */
    seq: Default<number>
    /** 1 to 3 each. */
    urgency: number
    expertise: number
    impact: number
    suggested_level: number
    /** Why another level was chosen than the one suggested. */
    level_reason: Text
    /** JSON: a Report (5W1H, what was tried, options, what is wanted). */
    report: Text
    wanted_by: Instant | null
    raised_by: Id
    raised_at: Instant
    comment_id: Id | null
    message_id: Id | null
    wait_id: Id | null
    accepted_by: Id | null
    accepted_at: Instant | null
    ended_by: Id | null
    ended_at: Instant | null
    decision: 'policy' | 'option' | 'guidance' | 'answer' | 'takeover' | null
    decision_words: Text | null
    policy_id: Id | null
    /** Afterwards: whether the decision was followed, and whether that solved it. */
    followed: Flag | null
    solved: Flag | null
    outcome_by: Id | null
    outcome_at: Instant | null
  }
  /** Everything that happened to it, in order. The number makes each step happen once. */
  escalation_steps: {
    escalation_id: Id
    seq: number
    at: Instant
    action: Text
    level: number
    stage: Text
    /** Who was called. */
    account_id: Id | null
    /** Who did it; null: hoshin. */
    actor_id: Id | null
    channel: Text | null
    /** By when it is to be accepted. */
    until_at: Instant | null
    words: Text | null
  }
  /** What a report said before it was completed. */
  escalation_report_versions: {
    escalation_id: Id
    /** From 1. */
    version: number
    report: Text
    replaced_by: Id
    replaced_at: Instant
  }
  /** Every token of what an escalation says, cut as the search cuts it. */
  escalation_words: { word: Text; escalation_id: Id }
}
