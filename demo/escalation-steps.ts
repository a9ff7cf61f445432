import type { CastKey, GroupKey } from './cast.ts'
import type { At } from './clock.ts'
import type { AskDeptStep, EscalateStep, EscalationStep, ReportWords } from './escalation-story.ts'
import { unindent } from './unindent.ts'

/** How urgent, how special and how far-reaching it is, and by when the decision is wanted. */
type Weighed = Partial<Pick<EscalateStep, 'as' | 'urgency' | 'expertise' | 'impact' | 'wantedIn'>>

/** Default: instruction is asked for, in a matter of low weight. */
export function escalate(
  by: CastKey,
  at: At,
  report: ReportWords & { wanted: string },
  { as = 'instruction', urgency = 2, expertise = 1, impact = 1, wantedIn }: Weighed = {},
): EscalateStep {
  const weighs = { as, urgency, expertise, impact, ...(wantedIn === undefined ? {} : { wantedIn }) }
  return { kind: 'escalate', by, at, report: inLines(report), ...weighs }
}

/** `due` in minutes from `at`. */
export function askDept(
  by: CastKey,
  at: At,
  group: GroupKey,
  { question, report = {} }: { question: string; report?: ReportWords },
  due: number,
): AskDeptStep {
  const asked = { with: { group }, question: unindent(question), report: inLines(report) }
  return { kind: 'askDept', by, at, ...asked, dueInMinutes: due }
}

export function accept(by: CastKey, at: At): EscalationStep {
  return { kind: 'accept', by, at }
}

export function sendUp(by: CastKey, at: At, reason: string): EscalationStep {
  return { kind: 'sendUp', by, at, reason }
}

export function guide(by: CastKey, at: At, words: string): EscalationStep {
  return { kind: 'guide', by, at, words: unindent(words) }
}

export function answer(by: CastKey, at: At, words: string): EscalationStep {
  return { kind: 'answer', by, at, words: unindent(words) }
}

export function withdraw(by: CastKey, at: At, reason: string): EscalationStep {
  return { kind: 'withdraw', by, at, reason }
}

export function phoned(
  by: CastKey,
  at: At,
  outcome: 'reached' | 'no_answer' | 'left_message',
  note: string,
): EscalationStep {
  return { kind: 'phoned', by, at, outcome, note }
}

export function judge(by: CastKey, at: At, outcome: 'solved' | 'followed' | 'neither'): EscalationStep {
  return { kind: 'judge', by, at, outcome }
}

export function reportAfterwards(
  by: CastKey,
  at: At,
  report: ReportWords & { what: string },
): EscalationStep {
  return { kind: 'reportAfterwards', by, at, report: inLines(report) }
}

export function matter(by: CastKey, at: At, subject: string, text: string): EscalationStep {
  return { kind: 'matter', by, at, subject, text: unindent(text) }
}

function inLines({ options, ...lines }: ReportWords): ReportWords {
  const said = Object.fromEntries(Object.entries(lines).map(([name, text]) => [name, unindent(text)]))
  return options === undefined ? said : { ...said, options }
}
