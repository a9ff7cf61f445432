import type { CastKey, GroupKey } from './cast.ts'
import type { At } from './clock.ts'

/** 1 low, 2 middle, 3 high. */
type Weight = 1 | 2 | 3

/** Lines of a report; those that are left out say what the thread tells. */
export type ReportWords = {
  when?: string
  where?: string
  who?: string
  what?: string
  why?: string
  how?: string
  tried?: string
  options?: string[]
  wanted?: string
}

/** Somebody calls for a decision. Whom that calls, and when it goes on, is the mailbox's route's to say. */
export type EscalateStep = {
  kind: 'escalate'
  by: CastKey
  at: At
  as: 'instruction' | 'question' | 'takeover' | 'customer_notice'
  urgency: Weight
  expertise: Weight
  impact: Weight
  report: ReportWords
  /** When the decision is wanted, in minutes from `at`. */
  wantedIn?: number
}

/** Another department is asked as an escalation. `dueInMinutes` counts from `at`. */
export type AskDeptStep = {
  kind: 'askDept'
  by: CastKey
  at: At
  with: { group: GroupKey }
  question: string
  report: ReportWords
  dueInMinutes: number
}

/** What happens around a thread's escalation, which is the newest one that was raised. */
export type EscalationStep =
  | EscalateStep
  | AskDeptStep
  | { kind: 'accept'; by: CastKey; at: At }
  | { kind: 'sendUp'; by: CastKey; at: At; reason: string }
  /** Back to the front line, with how to solve it there. */
  | { kind: 'guide'; by: CastKey; at: At; words: string }
  | { kind: 'answer'; by: CastKey; at: At; words: string }
  | { kind: 'withdraw'; by: CastKey; at: At; reason: string }
  /** What came of calling the one who should accept. */
  | { kind: 'phoned'; by: CastKey; at: At; outcome: 'reached' | 'no_answer' | 'left_message'; note: string }
  | { kind: 'judge'; by: CastKey; at: At; outcome: 'solved' | 'followed' | 'neither' }
  /** After the fact: it calls nobody. */
  | { kind: 'reportAfterwards'; by: CastKey; at: At; report: ReportWords }
  /** Opens a thread about a matter of the office's own. */
  | { kind: 'matter'; by: CastKey; at: At; subject: string; text: string }

const kinds = [
  ...(['escalate', 'askDept', 'accept', 'sendUp', 'guide', 'answer', 'withdraw'] as const),
  ...(['phoned', 'judge', 'reportAfterwards', 'matter'] as const),
] as const satisfies readonly EscalationStep['kind'][]

export function isEscalationStep<Step extends { kind: string }>(
  step: Step,
): step is Extract<Step, { kind: EscalationStep['kind'] }> {
  return kinds.some((kind) => kind === step.kind)
}
