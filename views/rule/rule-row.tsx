import type { Rule } from '../../src/rule/rule.ts'
import { Button, Chip, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import type { RuleChoices } from './rule-form.tsx'
import { actionWordsOf, conditionWords } from './rule-words.ts'

export type RuleView = {
  id: number
  rule: Rule
  isOn: boolean
  isEverywhere: boolean
  mayChange: boolean
  owner: string
  hits: number
  wrong: number
  wrongOn: readonly { threadId: number; subject: string; words: string }[]
  review: { date: string; isOver: boolean } | null
  shownAt: number | null
  confirmed: number
  notConfirmed: readonly string[]
  versions: readonly { version: number; by: string; at: number }[]
}

type Props = { reader: Reader; mailboxId: number; view: RuleView; choices: RuleChoices }

/** A rule in the list: what it does, what came of it, and what can be done with it. */
export function RuleRow({ reader, mailboxId, view, choices }: Props) {
  const { t } = reader
  const { rule } = view
  return (
    <section class="panel rule" id={`rule-${view.id}`}>
      <h2>
        {rule.name} <Chip tone={view.isOn ? 'matsu' : 'plain'}>{t(view.isOn ? 'rule.on' : 'rule.off')}</Chip>
        {view.isEverywhere && <Chip tone="plain">{t('rule.everywhere')}</Chip>}
      </h2>
      <RuleSentence reader={reader} rule={rule} choices={choices} />
      <p class="hint">
        {t('rule.owner')}: {view.owner} · {t('rule.hits', { count: view.hits })} ·{' '}
        {t('rule.wrong', { count: view.wrong })}
        {view.review &&
          ` · ${t(view.review.isOver ? 'rule.review_over' : 'rule.review_by', { date: view.review.date })}`}
      </p>
      {view.shownAt !== null && (
        <p class="hint">
          {t('rule.confirmed', { count: view.confirmed, total: view.confirmed + view.notConfirmed.length })}
          {view.notConfirmed.length > 0 &&
            ` · ${t('rule.not_confirmed', { names: view.notConfirmed.join(t('rule.list')) })}`}
        </p>
      )}
      {view.wrongOn.length > 0 && (
        <details>
          <summary>{t('rule.wrong_list')}</summary>
          <ul>
            {view.wrongOn.map(({ threadId, subject, words }) => (
              <li>
                <a href={`/threads/${threadId}`}>{subject || '–'}</a> {words}
              </li>
            ))}
          </ul>
        </details>
      )}
      <details>
        <summary>{t('rule.history')}</summary>
        <ul>
          {view.versions.map(({ version, by, at }) => (
            <li>
              {t('rule.version_by', { version, name: by })} · <When reader={reader} at={at} as="clock" />
            </li>
          ))}
        </ul>
      </details>
      {view.mayChange && <Acts reader={reader} mailboxId={mailboxId} view={view} />}
    </section>
  )
}

export function RuleSentence({ reader, rule, choices }: Pick<Props, 'reader' | 'choices'> & { rule: Rule }) {
  const { t } = reader
  return (
    <dl class="rule-words">
      <dt>
        {t('rule.conditions')} · {t(`rule.${rule.join}`)}
      </dt>
      {conditionWords(reader, rule, choices).map((words) => (
        <dd>{words}</dd>
      ))}
      <dt>{t('rule.actions')}</dt>
      {actionWordsOf(reader, rule, choices).map((words) => (
        <dd>{words}</dd>
      ))}
    </dl>
  )
}

function Acts({ reader: { t }, mailboxId, view }: Omit<Props, 'choices'>) {
  const url = `/mailboxes/${mailboxId}/rules`
  return (
    <form method="post" action={`${url}/${view.id}/state`} class="acts">
      <a class="button" href={`${url}?rule=${view.id}#rule-form`}>
        {t('rule.edit')}
      </a>
      <Button name="state" value={view.isOn ? 'off' : 'on'}>
        {t(view.isOn ? 'rule.switch_off' : 'rule.switch_on')}
      </Button>
      {view.isOn && (
        <Button name="state" value="shown">
          {t('rule.show')}
        </Button>
      )}
      <details class="removal">
        <summary>{t('rule.remove')}</summary>
        <p class="hint">{t('rule.remove_sure')}</p>
        <Button name="state" value="removed">
          {t('rule.remove')}
        </Button>
      </details>
    </form>
  )
}
