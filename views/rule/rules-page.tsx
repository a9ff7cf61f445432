import { type SampleKind, samples } from '../../src/rule/samples.ts'
import type { Trial } from '../../src/rule/try-rule.ts'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Empty, Icon, When } from '../parts.tsx'
import { RuleForm, type RuleFormProps } from './rule-form.tsx'
import { RuleRow, RuleSentence, type RuleView } from './rule-row.tsx'

export type RulesPageProps = {
  frame: ShellFrame
  mailbox: { id: number; name: string }
  rules: readonly RuleView[]
  form: Omit<RuleFormProps, 'reader' | 'mailboxId'>
  trial: Trial | null
}

/** A mailbox's rules, a form for one of them, and samples that fill it. */
export function RulesPage({ frame, mailbox, rules, form, trial }: RulesPageProps) {
  const { reader, viewer } = frame
  const { t } = reader
  const title = t('rule.title_of', { mailbox: mailbox.name })
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={t('rule.lead')}>
        <p>
          {viewer.isAdmin && (
            <a href={`/admin/mailboxes#mailbox-${mailbox.id}`}>
              <Icon name="back" /> {t('rule.back')}
            </a>
          )}{' '}
          <a href={`/mailboxes/${mailbox.id}/rules/reading`}>{t('rule.reading')}</a>
        </p>
        {trial && <TrialResult frame={frame} trial={trial} />}
        {rules.length === 0 && <Empty title={t('rule.none')}>{t('rule.none_next')}</Empty>}
        {rules.map((view) => (
          <RuleRow reader={reader} mailboxId={mailbox.id} view={view} choices={form.choices} />
        ))}
        <Samples frame={frame} mailboxId={mailbox.id} />
        <RuleForm reader={reader} mailboxId={mailbox.id} {...form} />
      </Page>
    </Shell>
  )
}

function TrialResult({ frame: { reader }, trial }: { frame: ShellFrame; trial: Trial }) {
  const { t } = reader
  return (
    <section class="panel" role="status" id="trial">
      <h2>{t('rule.tried', { count: trial.matched.length, tried: trial.tried })}</h2>
      <p class="hint">{t('rule.tried_hint')}</p>
      <ul>
        {trial.matched.map(({ threadId, subject, from, at }) => (
          <li>
            <a href={`/threads/${threadId}`}>{subject || '–'}</a> · {from} · <When reader={reader} at={at} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const kinds = ['it', 'call', 'ops', 'retail', 'office'] as const satisfies readonly SampleKind[]

/** Each button fills the form beneath; a route of its kind fills the route's form. */
function Samples({ frame, mailboxId }: { frame: ShellFrame; mailboxId: number }) {
  const { t } = frame.reader
  return (
    <section class="panel" id="samples">
      <h2>{t('rule.samples')}</h2>
      <p class="hint">{t('rule.samples_hint')}</p>
      {kinds.map((kind) => (
        <details>
          <summary>{t(`rule.preset_${kind}`)}</summary>
          <form method="post" action={`/mailboxes/${mailboxId}/rules`} class="acts">
            {samples[kind].map(({ name }) => (
              <Button name="act" value={`sample-${name}`}>
                {t(`rule_sample.${name}`)}
              </Button>
            ))}
          </form>
          <form method="post" action={`/mailboxes/${mailboxId}/route`} class="acts">
            <button type="submit" class="button quiet" name="act" value={`preset-${kind}`}>
              {t('rule.sample_route')}
            </button>
          </form>
        </details>
      ))}
    </section>
  )
}

export type ReadingPageProps = {
  frame: ShellFrame
  mailbox: { id: number; name: string }
  rules: readonly { id: number; rule: RuleView['rule']; readAt: number | null }[]
  choices: RuleFormProps['choices']
}

/** What the team was asked to read. */
export function ReadingPage({ frame, mailbox, rules, choices }: ReadingPageProps) {
  const { reader } = frame
  const { t } = reader
  const title = `${t('rule.reading')} · ${mailbox.name}`
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={t('rule.reading_lead')}>
        {rules.length === 0 && <Empty title={t('rule.reading_none')}>{t('rule.reading_none_next')}</Empty>}
        {rules.map(({ id, rule, readAt }) => (
          <section class="panel rule" id={`rule-${id}`}>
            <h2>{rule.name}</h2>
            <RuleSentence reader={reader} rule={rule} choices={choices} />
            {readAt === null ? (
              <form method="post" action={`/mailboxes/${mailbox.id}/rules/${id}/confirmation`} class="acts">
                <Button>{t('rule.read')}</Button>
              </form>
            ) : (
              <p class="accepted">
                <Icon name="check" /> <When reader={reader} at={readAt} as="clock" />
              </p>
            )}
          </section>
        ))}
      </Page>
    </Shell>
  )
}
