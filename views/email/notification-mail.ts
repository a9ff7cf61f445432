import type { Report } from '../../src/escalation/report.ts'
import type { Locale } from '../locales/index.ts'

export type NotificationMailKind =
  | 'mention'
  | 'policy_asked'
  | 'policy_set'
  | 'approval_asked'
  | 'approval_given'
  | 'approval_returned'
  | 'assigned'
  | 'customer_wrote'
  | 'answer_held'
  | 'escalated'
  | 'escalation_moved'
  | 'call_wanted'
  | 'policy_late'
  | 'wait_due'
  | 'wait_asked'
  | 'wait_answered'
  | 'reply_failed'
  | 'reply_uncertain'
  | 'answered_by_mail'
  | 'target_warning'
  | 'target_overdue'

/** What one notification mail tells. Instants in UTC ms; what does not apply is null. */
export type NotificationMail = {
  kind: NotificationMailKind
  /** When it happened, and when the mail is written. */
  at: number
  now: number
  reader: { locale: Locale; timeZone: string }
  /** Who caused it; null for a customer or hoshin. */
  by: { name: string; title: string } | null
  thread: {
    subject: string
    mailbox: string
    customer: { name: string; address: string } | null
    assignee: string | null
    dueAt: number | null
  }
  comment: { body: string } | null
  policy: {
    version: number
    instruction: string
    dueAt: number | null
    replyBy: 'anyone' | 'assignee' | 'supervisor'
    needsApproval: boolean
    returnWhen: string
    by: { name: string; title: string }
    at: number
  } | null
  escalation: {
    /** What happened to it that this mail tells. */
    action: string
    level: string
    report: Report
    wantedBy: number | null
    /** Who alone may decide now, and by when they are to accept. */
    holder: string | null
    acceptBy: number | null
    words: string | null
    /** Opens the page on which the addressee accepts with one press; null where nothing is asked of them. */
    acceptUrl: string | null
  } | null
  /** A reply that waits for a yes, or what became of it. */
  approval?: {
    text: string
    isCut: boolean
    to: string
    subject: string
    note: string
    /** Why it was returned. */
    words: string | null
    until: number | null
  } | null
  wait: { party: string; question: string; dueAt: number | null; answer: string | null } | null
  /** The customer's newest mail, or a colleague's answer, or the reply that failed or may have, or what came back instead of it. */
  quoted: {
    as: 'from_customer' | 'own_reply' | 'uncertain_reply' | 'returned' | 'answer_by_mail'
    from: { name: string; address: string }
    to: readonly string[]
    at: number
    /** What is new in it, without quotes. */
    text: string
    isCut: boolean
  } | null
  /** Why a reply failed, or nobody knows whether it did, in the server's own words. */
  serverSaid: string | null
  /** A reply is uncertain because the database was put back to this instant. */
  restoredFrom?: number | null
  /** An answer to this mail comes back into a mailbox that hoshin reads. */
  answersRead?: boolean
  /** The one link. */
  url: string
}
