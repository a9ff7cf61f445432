import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'

type Props = {
  frame: ShellFrame
  mailbox: { id: number; name: string; domain: string }
  rule: {
    everything: boolean
    outside: boolean
    insideDomains: readonly string[]
    words: readonly string[]
    supervisorsToo: boolean
    rounds: number
  }
  errors: Errors
}

/** GET /mailboxes/ID/approval: which replies of a mailbox need a yes. */
export function ApprovalRulePage({ frame, mailbox, rule, errors }: Props) {
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('approval_page.title')}>
      <Page
        reader={reader}
        title={`${t('approval_page.title')} · ${mailbox.name}`}
        lead={t('approval_page.lead')}
      >
        <form method="post" action={`/mailboxes/${mailbox.id}/approval`} class="approval-rule">
          <ErrorSummary reader={reader} errors={errors} />
          <Tick name="everything" on={rule.everything} words={t('approval_page.everything')} />
          <Field
            name="words"
            label={t('approval_page.words')}
            hint={t('approval_page.words_hint')}
            value={rule.words.join('\n')}
            error={errors.words}
            rows={5}
          />
          <Tick name="outside" on={rule.outside} words={t('approval_page.outside')} />
          <Field
            name="inside"
            label={t('approval_page.inside')}
            hint={t('approval_page.inside_hint', { domain: mailbox.domain })}
            value={rule.insideDomains.join('\n')}
            error={errors.inside}
            rows={3}
          />
          <Field
            name="rounds"
            label={t('approval_page.rounds')}
            hint={t('approval_page.rounds_hint')}
            value={String(rule.rounds)}
            options={[
              { value: '1', label: t('approval_page.round_1') },
              { value: '2', label: t('approval_page.round_2') },
              { value: '3', label: t('approval_page.round_3') },
            ]}
          />
          <Tick name="supervisors_too" on={rule.supervisorsToo} words={t('approval_page.supervisors_too')} />
          <p class="hint">{t('approval_page.supervisors_too_hint')}</p>
          <p class="hint">
            {t('approval_page.who')} <a href={`/mailboxes/${mailbox.id}/route`}>{t('approval_page.route')}</a>
          </p>
          <Button tone="act">{t('approval_page.save')}</Button>
        </form>
      </Page>
    </Shell>
  )
}

function Tick({ name, on, words }: { name: string; on: boolean; words: string }) {
  return (
    <label class="check">
      <input type="checkbox" name={name} value="1" checked={on} /> {words}
    </label>
  )
}
