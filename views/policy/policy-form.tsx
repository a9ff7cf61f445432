import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'
import { Keeping, type KeptView } from '../writing/keeping.tsx'

export type PolicyFormProps = {
  reader: Reader
  place: Place
  threadId: number
  /** The version this one will be. */
  version: number
  /** As typed; `due` is the value of a datetime-local field in the reader's zone. */
  values: {
    instruction: string
    due: string
    replyBy: string
    needsApproval: boolean
    returnWhen: string
    wording?: string
    raiseWhenLate: boolean
  }
  /** By field name: instruction, due, reply_by, needs_approval, return_when. */
  errors: Errors
  /** What the writer has typed and not set, by form */
  keeping: ReadonlyMap<string, KeptView>
}

export function PolicyForm(props: PolicyFormProps) {
  const { reader, place, threadId, version, errors, keeping } = props
  const { t } = reader
  const kept = keeping.get('policy') ?? null
  const isAnswer = Object.keys(errors).length > 0
  const values = kept && !isAnswer ? brought(props.values, kept.fields) : props.values
  return (
    <form
      id="policy"
      class="policy-form"
      method="post"
      action={threadUrl(threadId, place, '/policies')}
      data-keep={threadUrl(threadId, {}, '/kept-words/policy')}
      aria-labelledby="policy-title"
    >
      <h2 id="policy-title">{t('policy.title_version', { version })}</h2>
      <ErrorSummary reader={reader} errors={errors} within="policy" />
      <Field
        within="policy"
        name="instruction"
        label={t('policy.instruction')}
        hint={t('policy.instruction_hint')}
        value={values.instruction}
        error={errors.instruction}
        rows={3}
        required
        autofocus
      />
      <div class="fields">
        <Field
          within="policy"
          name="due"
          type="datetime-local"
          label={t('policy.due_field')}
          value={values.due}
          error={errors.due}
        />
        <Field
          within="policy"
          name="reply_by"
          label={t('policy.reply_by')}
          value={values.replyBy}
          error={errors.reply_by}
          options={(['anyone', 'assignee', 'supervisor'] as const).map((value) => ({
            value,
            label: t(`policy.${value}`),
          }))}
        />
      </div>
      <label class="check">
        <input type="checkbox" name="needs_approval" value="1" checked={values.needsApproval} />
        <span>
          {t('policy.approval')}
          <small class="hint">{t('policy.approval_hint')}</small>
        </span>
      </label>
      <label class="check">
        <input type="checkbox" name="raise_when_late" value="1" checked={values.raiseWhenLate} />
        <span>
          {t('policy.raise_when_late')}
          <small class="hint">{t('policy.raise_when_late_hint')}</small>
        </span>
      </label>
      <Field
        within="policy"
        name="return_when"
        label={t('policy.return_field')}
        hint={t('policy.return_hint')}
        value={values.returnWhen}
        error={errors.return_when}
      />
      <Field
        within="policy"
        name="wording"
        label={t('policy.wording_field')}
        hint={t('policy.wording_hint')}
        value={values.wording}
        rows={3}
      />
      <div class="acts">
        <Keeping reader={reader} kept={kept} />
        <a class="button quiet" href={threadUrl(threadId, place)}>
          {t('common.cancel')}
        </a>
        <Button tone="seal" icon="seal">
          {t('policy.save')}
        </Button>
      </div>
    </form>
  )
}

/** As it was typed before, where that says something. */
function brought(values: PolicyFormProps['values'], fields: KeptView['fields']): PolicyFormProps['values'] {
  return {
    instruction: fields.instruction ?? values.instruction,
    due: fields.due ?? values.due,
    replyBy: fields.reply_by ?? values.replyBy,
    needsApproval: fields.needs_approval !== undefined,
    returnWhen: fields.return_when ?? values.returnWhen,
    wording: fields.wording ?? values.wording ?? '',
    raiseWhenLate: fields.raise_when_late !== undefined,
  }
}
