import type { Reader } from '../reader.ts'
import { type Status, statuses, surname } from '../shown.ts'

/** The kinds of event that a thread's history shows. */
export const shownEvents = [
  'message_received',
  'message_set_aside',
  'reply_queued',
  'reply_sent',
  'reply_failed',
  'reply_uncertain',
  'reply_cancelled',
  'reply_resolved',
  'approval_asked',
  'approval_remind',
  'approval_hand_over',
  'approval_raise',
  'approval_call_everybody',
  'approval_next_round',
  'approval_approved',
  'approval_returned',
  'approval_withdrawn',
  'approval_taken_back',
  'acknowledged',
  'wait_mailed',
  'wait_mail_failed',
  'sent_elsewhere',
  'writing_taken_over',
  'status_changed',
  'assigned',
  'comment_added',
  'comment_edited',
  'policy_asked',
  'policy_set',
  'policy_acknowledged',
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
  'careful_set',
  'careful_lifted',
  'wait_opened',
  'wait_ended',
  'wait_reminded',
  'policy_late',
  'target_warned',
  'target_missed',
  'answer_held',
  'answer_settled',
  'notice_answered',
  'notice_bounced',
  'notice_auto_replied',
  'thread_labelled',
  'thread_unlabelled',
  'internal_opened',
  'thread_split',
  'thread_merged',
  'original_opened',
  'thread_restricted',
  'restriction_changed',
  'restriction_lifted',
  'restricted_opened',
] as const

export type ThreadEventView = {
  /** UTC ms. */
  at: number
  kind: (typeof shownEvents)[number]
  /** Who did it; null when a customer or hoshin did. */
  actor: string | null
  /**
   * Names and words for the sentence, already resolved: message_received {from}; status_changed {from, to}
   * (statuses); assigned {to} (a name, empty for nobody); policy_asked {of}; policy_set {version};
   * wait_opened and wait_ended {with}; thread_labelled and thread_unlabelled {name};
   * thread_restricted and restriction_changed {people, reason}; restricted_opened {reason}.
   */
  facts: Record<string, string | number>
}

export function EventWords({ reader, event }: { reader: Reader; event: ThreadEventView }) {
  return (
    <>
      {event.actor !== null && <b>{surname(event.actor)} </b>}
      {sentence(reader, event)}
    </>
  )
}

function sentence({ t }: Reader, { kind, facts }: ThreadEventView): string {
  switch (kind) {
    case 'status_changed':
      return t('event.status_changed', { from: statusWord(t, facts.from), to: statusWord(t, facts.to) })
    case 'assigned':
      return t('event.assigned', { to: facts.to || t('common.nobody') })
    case 'target_warned':
    case 'target_missed':
      return t(`event.${kind}`, { clock: clockWord(t, facts.clock) })
    default:
      return t(`event.${kind}`, { from: '', of: '', with: '', version: '', ...facts }).replace(
        /[\s→:]+$/u,
        '',
      )
  }
}

function clockWord(t: Reader['t'], word: string | number | undefined): string {
  return word === 'first_reply' || word === 'next_reply' || word === 'done' ? t(`target.${word}`) : ''
}

function statusWord(t: Reader['t'], word: string | number | undefined): string {
  const status: Status | undefined = statuses.find((s) => s === word)
  return status ? t(`status.${status}`) : ''
}
