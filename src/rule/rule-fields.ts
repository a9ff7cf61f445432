import { readClockTime, writeClockTime } from '../business-time/clock-time.ts'
import { fromLocalTime } from '../web/local-time.ts'
import type { Actions, Condition, Rule } from './rule.ts'

/** A rule as its form has it: every field as typed, an empty one not asked. */
export const ruleFields = [
  ...(['name', 'owner', 'review', 'scope', 'join'] as const),
  ...(['sender', 'domain', 'subject', 'body', 'mailbox', 'customer_label'] as const),
  ...(['many', 'many_hours', 'unanswered', 'hours', 'time_from', 'time_until'] as const),
  ...(['escalate', 'level', 'assign', 'label', 'deadline', 'restrict', 'careful', 'hints'] as const),
] as const
export type RuleField = (typeof ruleFields)[number]
export type RuleDraft = Record<RuleField, string>

export type FieldProblem = 'bad_number' | 'many_both' | 'bad_time' | 'bad_date'

export function emptyDraft(): RuleDraft {
  const fields = Object.fromEntries(ruleFields.map((field) => [field, '']))
  return draftFrom({ ...fields, join: 'all', level: '2' })
}

export function draftFrom(fields: Readonly<Record<string, string | undefined>>): RuleDraft {
  const text = (field: RuleField) => fields[field] ?? ''
  return {
    name: text('name'),
    owner: text('owner'),
    review: text('review'),
    scope: text('scope'),
    join: text('join'),
    sender: text('sender'),
    domain: text('domain'),
    subject: text('subject'),
    body: text('body'),
    mailbox: text('mailbox'),
    customer_label: text('customer_label'),
    many: text('many'),
    many_hours: text('many_hours'),
    unanswered: text('unanswered'),
    hours: text('hours'),
    time_from: text('time_from'),
    time_until: text('time_until'),
    escalate: text('escalate'),
    level: text('level'),
    assign: text('assign'),
    label: text('label'),
    deadline: text('deadline'),
    restrict: text('restrict'),
    careful: text('careful'),
    hints: text('hints'),
  }
}

/** What was typed, read: the rule, and what could not be read, by field. */
export function readDraft(
  draft: RuleDraft,
  timeZone: string,
): { rule: Rule; reviewAt: number | null; wrong: Partial<Record<RuleField, FieldProblem>> } {
  const wrong: Partial<Record<RuleField, FieldProblem>> = {}
  const number = (field: RuleField) => {
    const typed = draft[field].normalize('NFKC').trim()
    if (typed === '') return null
    if (/^[1-9]\d{0,5}$/.test(typed)) return Number(typed)
    wrong[field] = 'bad_number'
    return null
  }
  const id = (field: RuleField) => Number(draft[field]) || null
  const conditions: Condition[] = (['sender', 'domain', 'subject', 'body'] as const)
    .map((of) => ({ of, words: linesOf(draft[of]) }))
    .filter(({ words }) => words.length > 0)
  const mailboxId = id('mailbox')
  if (mailboxId !== null) conditions.push({ of: 'mailbox', mailboxId })
  const labelId = id('customer_label')
  if (labelId !== null) conditions.push({ of: 'customer_label', labelId })
  const [mails, hours] = [number('many'), number('many_hours')]
  if (mails !== null && hours !== null) conditions.push({ of: 'many', mails, hours })
  else if (mails !== null || hours !== null) wrong.many = 'many_both'
  const minutes = number('unanswered')
  if (minutes !== null) conditions.push({ of: 'unanswered', minutes })
  if (draft.hours === 'open' || draft.hours === 'closed')
    conditions.push({ of: 'hours', open: draft.hours === 'open' })
  const [from, until] = [readClockTime(draft.time_from), readClockTime(draft.time_until)]
  if (from !== null && until !== null) conditions.push({ of: 'time', from, until })
  else if (draft.time_from + draft.time_until !== '') wrong.time_from = 'bad_time'
  const level = number('level')
  if (draft.escalate !== '' && level === null) wrong.level = 'bad_number'
  const actions: Actions = {
    escalate:
      level !== null && (draft.escalate === 'suggest' || draft.escalate === 'raise')
        ? { by: draft.escalate, level }
        : null,
    assignTo: id('assign'),
    labelId: id('label'),
    deadlineMinutes: number('deadline'),
    restrict: draft.restrict !== '',
    careful: draft.careful === '' ? null : { hints: draft.hints.trim() },
  }
  const date = draft.review.normalize('NFKC').trim()
  const reviewAt = date === '' ? null : fromLocalTime(`${date}T09:00`, timeZone)
  if (date !== '' && reviewAt === null) wrong.review = 'bad_date'
  const join = draft.join === 'any' ? 'any' : 'all'
  return { rule: { name: draft.name.trim(), join, conditions, actions }, reviewAt, wrong }
}

/** A rule as its form shows it. @param review the date, YYYY-MM-DD, or empty */
export function draftOf(
  rule: Rule,
  { owner, review, scope }: { owner: number; review: string; scope: string },
): RuleDraft {
  const { actions } = rule
  const draft = emptyDraft()
  for (const condition of rule.conditions) Object.assign(draft, fieldsOf(condition))
  return {
    ...draft,
    name: rule.name,
    owner: String(owner),
    review,
    scope,
    join: rule.join,
    escalate: actions.escalate?.by ?? '',
    level: String(actions.escalate?.level ?? 2),
    assign: String(actions.assignTo ?? ''),
    label: String(actions.labelId ?? ''),
    deadline: String(actions.deadlineMinutes ?? ''),
    restrict: actions.restrict ? '1' : '',
    careful: actions.careful ? '1' : '',
    hints: actions.careful?.hints ?? '',
  }
}

function fieldsOf(condition: Condition): Partial<RuleDraft> {
  switch (condition.of) {
    case 'sender':
    case 'domain':
    case 'subject':
    case 'body':
      return { [condition.of]: condition.words.join('\n') }
    case 'mailbox':
      return { mailbox: String(condition.mailboxId) }
    case 'customer_label':
      return { customer_label: String(condition.labelId) }
    case 'many':
      return { many: String(condition.mails), many_hours: String(condition.hours) }
    case 'unanswered':
      return { unanswered: String(condition.minutes) }
    case 'hours':
      return { hours: condition.open ? 'open' : 'closed' }
    case 'time':
      return { time_from: writeClockTime(condition.from), time_until: writeClockTime(condition.until) }
  }
}

function linesOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
