import type { RuleDraft } from '../../src/rule/rule-fields.ts'
import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'

type Named = readonly { id: number; name: string }[]

/** What a rule can name. */
export type RuleChoices = {
  levels: readonly { level: number; title: string }[]
  owners: Named
  workers: Named
  labels: Named
  customerLabels: Named
  /** For a rule of all mailboxes; empty where the viewer may not order one. */
  mailboxes: Named
}

export type RuleFormProps = {
  reader: Reader
  mailboxId: number
  /** Null: a new one. */
  ruleId: number | null
  version: number
  draft: RuleDraft
  errors: Errors
  choices: RuleChoices
}

/** One rule: every condition has its field, and an empty one is not asked. */
export function RuleForm(props: RuleFormProps) {
  const { reader, mailboxId, ruleId, version, draft, errors, choices } = props
  const { t } = reader
  const field = (name: keyof RuleDraft) => ({ name, value: draft[name], error: errors[name] })
  const none = { value: '', label: t('rule.not_asked') }
  const among = (named: Named) => [{ value: '', label: '–' }, ...named.map(option)]
  return (
    <form method="post" action={`/mailboxes/${mailboxId}/rules`} class="panel rule-form" id="rule-form">
      <h2>{t(ruleId === null ? 'rule.new' : 'rule.edit')}</h2>
      <ErrorSummary reader={reader} errors={errors} />
      <input type="hidden" name="rule" value={String(ruleId ?? '')} />
      <input type="hidden" name="version" value={String(version)} />
      <div class="fields">
        <Field label={t('rule.name')} {...field('name')} required />
        <Field
          label={t('rule.owner')}
          hint={t('rule.owner_hint')}
          {...field('owner')}
          options={choices.owners.map(option)}
        />
        <Field label={t('rule.review')} hint={t('rule.review_hint')} {...field('review')} />
        {choices.mailboxes.length > 0 && (
          <Field
            label={t('rule.for_mailbox')}
            {...field('scope')}
            options={[
              { value: '', label: t('rule.this_mailbox') },
              { value: 'all', label: t('rule.everywhere') },
            ]}
          />
        )}
      </div>
      <fieldset>
        <legend>{t('rule.conditions')}</legend>
        <p class="hint">{t('rule.conditions_hint')}</p>
        <div class="fields">
          <Field
            label={t('rule.join')}
            {...field('join')}
            options={[
              { value: 'all', label: t('rule.all') },
              { value: 'any', label: t('rule.any') },
            ]}
          />
          <Field label={t('rule.subject')} {...field('subject')} rows={3} />
          <Field label={t('rule.body')} {...field('body')} rows={3} />
          <Field label={t('rule.sender')} hint={t('rule.sender_hint')} {...field('sender')} rows={2} />
          <Field label={t('rule.domain')} hint={t('rule.domain_hint')} {...field('domain')} rows={2} />
          <Field
            label={t('rule.customer_label')}
            {...field('customer_label')}
            options={[none, ...choices.customerLabels.map(option)]}
          />
          {choices.mailboxes.length > 0 && (
            <Field
              label={t('rule.mailbox')}
              {...field('mailbox')}
              options={[none, ...choices.mailboxes.map(option)]}
            />
          )}
          <Field label={t('rule.many')} {...field('many')} />
          <Field label={t('rule.many_hours')} {...field('many_hours')} />
          <Field label={t('rule.unanswered')} {...field('unanswered')} />
          <Field
            label={t('rule.hours')}
            {...field('hours')}
            options={[
              none,
              { value: 'open', label: t('rule.hours_open') },
              { value: 'closed', label: t('rule.hours_closed') },
            ]}
          />
          <Field label={t('rule.time_from')} hint={t('rule.time_hint')} {...field('time_from')} />
          <Field label={t('rule.time_until')} {...field('time_until')} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('rule.actions')}</legend>
        <div class="fields">
          <Field
            label={t('rule.escalate')}
            {...field('escalate')}
            options={[
              { value: '', label: t('rule.escalate_no') },
              { value: 'suggest', label: t('rule.escalate_suggest') },
              { value: 'raise', label: t('rule.escalate_raise') },
            ]}
          />
          <Field label={t('rule.level')} {...field('level')} options={levelOptions(props)} />
          <Field label={t('rule.assign')} {...field('assign')} options={among(choices.workers)} />
          <Field label={t('rule.label')} {...field('label')} options={among(choices.labels)} />
          <Field label={t('rule.deadline')} {...field('deadline')} />
        </div>
        <Tick name="restrict" label={t('rule.restrict')} isOn={draft.restrict !== ''} />
        <Tick name="careful" label={t('rule.careful')} isOn={draft.careful !== ''} />
        <Field label={t('rule.hints')} hint={t('rule.hints_hint')} {...field('hints')} rows={2} />
      </fieldset>
      <p class="hint">{t('rule.try_first')}</p>
      <p class="acts">
        <Button tone="act" name="act" value="save">
          {t('rule.save')}
        </Button>
        <button type="submit" class="button quiet" name="act" value="try">
          {t('rule.try')}
        </button>
      </p>
    </form>
  )
}

function Tick({ name, label, isOn }: { name: string; label: string; isOn: boolean }) {
  return (
    <p>
      <label class="tick">
        <input type="checkbox" name={name} value="1" checked={isOn} /> {label}
      </label>
    </p>
  )
}

function option({ id, name }: { id: number; name: string }) {
  return { value: String(id), label: name }
}

/** Those of the route, or the usual ones while there is none; and the one that is chosen, whatever became of it. */
function levelOptions({ reader: { t }, choices, draft }: RuleFormProps) {
  const known = choices.levels.map(({ level, title }) => ({
    value: String(level),
    label: t('rule.level_named', { level, title }),
  }))
  const usual = ['2', '3', '4', draft.level].map((value) => ({
    value,
    label: t('rule.level_only', { level: value }),
  }))
  const options = known.length > 0 ? known : usual.slice(0, 3)
  const isThere = options.some(({ value }) => value === draft.level)
  return isThere ? options : [...options, ...usual.slice(3)]
}
