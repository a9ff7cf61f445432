/** What can stand in the history. The words for each are in views/locales, under the same name. */
export const eventKinds = [
  'message_received',
  'message_set_aside',
  'reply_queued',
  'reply_sent',
  'reply_failed',
  'reply_uncertain',
  'reply_cancelled',
  'reply_resolved',
  'sent_elsewhere',
  'status_changed',
  'assigned',
  'comment_added',
  'comment_edited',
  'policy_asked',
  'policy_set',
  'policy_acknowledged',
  'policy_late',
  'escalation_raised',
  'escalation_call',
  'escalation_hand_over',
  'escalation_raise',
  'escalation_call_everybody',
  'escalation_remind',
  'escalation_accepted',
  'escalation_declined',
  'escalation_sent_up',
  'escalation_stepped_down',
  'escalation_decided',
  'escalation_withdrawn',
  'escalation_route_changed',
  'escalation_phoned',
  'escalation_judged',
  'escalation_reported',
  'escalation_completed',
  'rule_applied',
  'rule_judged',
  'careful_lifted',
  'wait_opened',
  'wait_ended',
  'wait_reminded',
  'target_warned',
  'target_missed',
  'notice_answered',
  'notice_bounced',
  'notice_auto_replied',
  'thread_labelled',
  'thread_unlabelled',
  'thread_restricted',
  'restriction_changed',
  'restriction_lifted',
  'restricted_opened',
  'thread_seen',
  'internal_opened',
  'thread_split',
  'thread_merged',
  'original_opened',
  'account_joined',
  'account_changed',
  'account_disabled',
  'signed_in',
  'signed_out',
  'group_changed',
  'mailbox_changed',
  'calendar_changed',
  'membership_changed',
  'label_changed',
  'customer_changed',
  'customer_labelled',
  'customer_unlabelled',
  'customers_joined',
  'customers_parted',
  'database_restored',
  'notification_changed',
  'connection_changed',
  'writing',
  'writing_ended',
  'writing_taken_over',
] as const

export type EventKind = (typeof eventKinds)[number]

export type ThreadEvent = {
  /** UTC ms. */
  at: number
  kind: EventKind
  mailboxId: number | null
  threadId: number | null
  /** Of what is about a customer and no thread. */
  customerId?: number | null
  /** Who did it; null when hoshin or a customer did. */
  actorId: number | null
  /** Plain facts by kind: ids, statuses before and after, names that may change later. */
  facts?: Record<string, string | number | boolean | null>
}
