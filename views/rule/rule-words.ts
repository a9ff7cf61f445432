import type { Condition, Rule } from '../../src/rule/rule.ts'
import type { Reader } from '../reader.ts'
import type { RuleChoices } from './rule-form.tsx'

type Named = readonly { id: number; name: string }[]

/** A rule's conditions as sentences' parts: 件名の言葉: 返金、不良品. */
export function conditionWords({ t }: Reader, rule: Rule, choices: RuleChoices): string[] {
  const words = (condition: Condition): string => {
    switch (condition.of) {
      case 'sender':
      case 'domain':
      case 'subject':
      case 'body':
        return `${t(`rule.${condition.of}`)}: ${condition.words.join(' / ')}`
      case 'mailbox':
        return `${t('rule.mailbox')}: ${nameIn(choices.mailboxes, condition.mailboxId)}`
      case 'customer_label':
        return `${t('rule.customer_label')}: ${nameIn(choices.customerLabels, condition.labelId)}`
      case 'many':
        return `${t('rule.many')}: ${condition.mails} (${t('rule.many_hours')}: ${condition.hours})`
      case 'unanswered':
        return `${t('rule.unanswered')}: ${condition.minutes}`
      case 'hours':
        return t(condition.open ? 'rule.hours_open' : 'rule.hours_closed')
      case 'time':
        return `${clock(condition.from)}–${clock(condition.until)}`
    }
  }
  return rule.conditions.map(words)
}

export function actionWordsOf(reader: Reader, { actions }: Rule, choices: RuleChoices): string[] {
  const { t } = reader
  const { escalate, careful } = actions
  return [
    ...(escalate
      ? [`${t(`rule.escalate_${escalate.by}`)}: ${levelWords(reader, escalate.level, choices.levels)}`]
      : []),
    ...(careful ? [t('rule.did_careful')] : []),
    ...(actions.labelId === null ? [] : [`${t('rule.label')}: ${nameIn(choices.labels, actions.labelId)}`]),
    ...(actions.assignTo === null
      ? []
      : [`${t('rule.assign')}: ${nameIn(choices.workers, actions.assignTo)}`]),
    ...(actions.deadlineMinutes === null ? [] : [`${t('rule.deadline')}: ${actions.deadlineMinutes}`]),
    ...(actions.restrict ? [t('rule.did_restrict')] : []),
  ]
}

/** レベル2（係長）. */
export function levelWords({ t }: Reader, level: number, levels: RuleChoices['levels']): string {
  const title = levels.find((rung) => rung.level === level)?.title
  return title ? t('rule.level_named', { level, title }) : t('rule.level_only', { level })
}

function nameIn(named: Named, id: number): string {
  return named.find((one) => one.id === id)?.name ?? '–'
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
