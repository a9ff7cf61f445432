import { fold } from '../search/tokens.ts'
import { foldWords, MOST_PATTERNS, matchesAny, PATTERN_LIMIT } from './match-words.ts'

/** What a rule asks of a mail. Words are lists of patterns of which one is enough. */
export type Condition =
  | { of: 'sender' | 'domain' | 'subject' | 'body'; words: readonly string[] }
  | { of: 'mailbox'; mailboxId: number }
  | { of: 'customer_label'; labelId: number }
  /** So many mails from the customer within so many hours, this one counted. */
  | { of: 'many'; mails: number; hours: number }
  /** No answer for so many business minutes. */
  | { of: 'unanswered'; minutes: number }
  | { of: 'hours'; open: boolean }
  /** The time of day in the mailbox's zone, minutes since midnight; it may go over midnight. */
  | { of: 'time'; from: number; until: number }

export type Actions = {
  escalate: { by: 'suggest' | 'raise'; level: number } | null
  assignTo: number | null
  labelId: number | null
  /** An answer is due so many business minutes after the mail. */
  deadlineMinutes: number | null
  /** Only supervisors, the assignee and the owner see it from then on. */
  restrict: boolean
  /** Hints on the tone; a supervisor sends every reply. */
  careful: { hints: string } | null
}

export type Rule = {
  name: string
  join: 'all' | 'any'
  conditions: readonly Condition[]
  actions: Actions
}

/** What is known of a mail when a rule looks at it. */
export type MailFacts = {
  mailboxId: number
  sender: string
  subject: string
  body: string
  customerLabels: ReadonlySet<number>
  /** Mails from the customer within so many hours until this one, itself counted. */
  mailsWithin: (hours: number) => number
  /** Business minutes for which it was or is without an answer. */
  unanswered: number
  isOpen: boolean
  /** Minutes since midnight when it came. */
  minuteOfDay: number
}

export const NAME_LIMIT = 100
export const HINTS_LIMIT = 1000

/** Whether a rule fires on a mail. One without conditions never does. */
export function fires(rule: Rule, facts: MailFacts): boolean {
  const { conditions } = rule
  if (conditions.length === 0) return false
  const holds = (condition: Condition) => isMet(condition, facts)
  return rule.join === 'all' ? conditions.every(holds) : conditions.some(holds)
}

/** The business minutes after which a rule must look again; null: what is known at arrival is enough. */
export function looksAgainAfter({ conditions }: Rule): number | null {
  const minutes = conditions.flatMap((condition) =>
    condition.of === 'unanswered' ? [condition.minutes] : [],
  )
  return minutes.length > 0 ? Math.max(...minutes) : null
}

function isMet(condition: Condition, facts: MailFacts): boolean {
  switch (condition.of) {
    case 'sender':
      return matchesAny(condition.words, facts.sender, false)
    case 'domain':
      return matchesAny(condition.words, domainOf(facts.sender), false)
    case 'subject':
      return matchesAny(condition.words, facts.subject, true)
    case 'body':
      return matchesAny(condition.words, facts.body, true)
    case 'mailbox':
      return facts.mailboxId === condition.mailboxId
    case 'customer_label':
      return facts.customerLabels.has(condition.labelId)
    case 'many':
      return facts.mailsWithin(condition.hours) >= condition.mails
    case 'unanswered':
      return facts.unanswered >= condition.minutes
    case 'hours':
      return facts.isOpen === condition.open
    case 'time':
      return isBetween(facts.minuteOfDay, condition.from, condition.until)
  }
}

function domainOf(address: string): string {
  return foldWords(address.slice(address.lastIndexOf('@') + 1))
}

function isBetween(minute: number, from: number, until: number): boolean {
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until
}

export type RuleProblem =
  | 'no_name'
  | 'long_name'
  | 'no_condition'
  | 'no_action'
  | 'long_pattern'
  | 'many_patterns'
  | 'empty_pattern'
  | 'long_hints'

/** What is wrong with a rule by itself, the first of it; null: nothing. */
export function problemIn(rule: Rule): RuleProblem | null {
  if (rule.name.trim() === '') return 'no_name'
  if (rule.name.length > NAME_LIMIT) return 'long_name'
  if (rule.conditions.length === 0) return 'no_condition'
  const patterns = rule.conditions.flatMap((condition) => ('words' in condition ? [condition.words] : []))
  if (patterns.some((words) => words.length > MOST_PATTERNS)) return 'many_patterns'
  if (patterns.flat().some((pattern) => pattern.length > PATTERN_LIMIT)) return 'long_pattern'
  // Stars alone would match every mail.
  if (patterns.flat().some((pattern) => fold(pattern).replace(/[*\s]/gu, '') === '')) return 'empty_pattern'
  const { careful, ...others } = rule.actions
  if (careful !== null && careful.hints.length > HINTS_LIMIT) return 'long_hints'
  const acts = careful !== null || Object.values(others).some((value) => value !== null && value !== false)
  return acts ? null : 'no_action'
}
