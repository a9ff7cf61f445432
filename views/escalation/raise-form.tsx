import { type Essential, type LineName, lineNames, type Report } from '../../src/escalation/report.ts'
import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Person, type Place, threadUrl } from '../shown.ts'
import { type SimilarCase, SimilarCases } from './similar-cases.tsx'

export type RaiseValues = {
  kind: 'instruction' | 'question' | 'takeover' | 'customer_notice'
  report: Report
  urgency: 1 | 2 | 3
  expertise: 1 | 2 | 3
  impact: 1 | 2 | 3
  /** As chosen; empty: the one that is suggested. */
  level: string
  levelReason: string
  /** An account's id, or empty for the route. */
  of: string
  /** The value of a datetime-local field in the reader's zone. */
  wantedBy: string
  commentId: number | null
  messageId: number | null
}

export type RaiseFormProps = {
  reader: Reader
  place: Place
  threadId: number
  values: RaiseValues
  /** By field name. */
  errors: Errors
  /** Lines without which nobody could decide; said beside their fields, and no obstacle. */
  missing: readonly Essential[]
  levels: readonly { level: number; title: string; holder: string | null }[]
  people: readonly Person[]
  similar: readonly SimilarCase[]
}

const kinds = ['instruction', 'question', 'takeover', 'customer_notice'] as const

/** One sheet: what is asked, how much it weighs, the report by 5W1H, the decision that is wanted. */
export function RaiseForm(props: RaiseFormProps) {
  const { reader, place, threadId, values, errors, levels, people } = props
  const { t } = reader
  return (
    <form
      id="escalation"
      class="raise"
      method="post"
      action={threadUrl(threadId, place, '/escalations')}
      aria-labelledby="escalation-title"
    >
      <h2 id="escalation-title">{t('escalation.raise_title')}</h2>
      <ErrorSummary reader={reader} errors={errors} within="raise" />
      {values.commentId !== null && <input type="hidden" name="comment" value={String(values.commentId)} />}
      {values.messageId !== null && <input type="hidden" name="message" value={String(values.messageId)} />}
      <fieldset class="choices">
        <legend>{t('escalation.kind')}</legend>
        {kinds.map((kind) => (
          <label>
            <input type="radio" name="kind" value={kind} checked={values.kind === kind} />
            <span>
              <b>{t(`escalation_kind.${kind}`)}</b>
              <small>{t(`escalation_kind_hint.${kind}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <Field
        within="raise"
        name="wanted"
        label={t('escalation.wanted')}
        hint={t('escalation.wanted_hint')}
        value={values.report.wanted}
        error={errors.wanted}
        rows={2}
        autofocus
      />
      <Criteria {...props} />
      <fieldset class="lines">
        <legend>{t('escalation.report')}</legend>
        {lineNames.map((name) => (
          <ReportLine {...props} name={name} />
        ))}
      </fieldset>
      <Field
        within="raise"
        name="tried"
        label={t('escalation.tried')}
        value={values.report.tried}
        error={errors.tried}
        rows={2}
      />
      <Field
        within="raise"
        name="options"
        label={t('escalation.options')}
        hint={t('escalation.options_hint')}
        value={values.report.options.join('\n')}
        error={errors.options}
        rows={2}
      />
      <div class="fields">
        <Field
          within="raise"
          name="wanted_by"
          type="datetime-local"
          label={t('escalation.wanted_by')}
          value={values.wantedBy}
          error={errors.wanted_by}
        />
        <Field
          within="raise"
          name="of"
          label={t('escalation.to')}
          value={values.of}
          error={errors.of}
          options={[
            { value: '', label: t('escalation.to_route') },
            ...people.map(({ id, name, title }) => ({ value: String(id), label: `${name} ${title}`.trim() })),
          ]}
        />
      </div>
      {levels.length > 0 && (
        <div class="fields">
          <Field
            within="raise"
            name="level"
            label={t('escalation.level')}
            value={values.level}
            error={errors.level}
            options={[
              { value: '', label: t('escalation.level_suggested') },
              ...levels.map(({ level, title, holder }) => ({
                value: String(level),
                label: holder ? `${title} · ${holder}` : title,
              })),
            ]}
          />
          <Field
            within="raise"
            name="level_reason"
            label={t('escalation.level_reason')}
            value={values.levelReason}
            error={errors.level_reason}
          />
        </div>
      )}
      <SimilarCases reader={reader} place={place} cases={props.similar} />
      <div class="acts">
        <a class="button quiet" href={threadUrl(threadId, place)}>
          {t('common.cancel')}
        </a>
        <small class="hint">{t('escalation.now_hint')}</small>
        <Button tone="seal">{t('escalation.send')}</Button>
      </div>
    </form>
  )
}

const weights = [1, 2, 3] as const

/** Three steps each, in plain words: "stopped for one customer" says more than "middle". */
function Criteria({ reader, values }: RaiseFormProps) {
  const { t } = reader
  return (
    <div class="criteria">
      {(['urgency', 'impact', 'expertise'] as const).map((name) => (
        <fieldset>
          <legend>{t(`escalation.${name}`)}</legend>
          {weights.map((weight) => (
            <label>
              <input type="radio" name={name} value={String(weight)} checked={values[name] === weight} />
              <span>{t(`escalation.${name}_${weight}`)}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  )
}

function ReportLine(props: RaiseFormProps & { name: LineName }) {
  const { reader, name, values, errors, missing } = props
  const { t } = reader
  const line = values.report[name]
  const isMissing = missing.some((one) => one === name)
  return (
    <div class="report-line">
      <Field
        within="raise"
        name={name}
        label={t(`escalation.${name}`)}
        hint={isMissing ? t('escalation.line_missing') : t(`escalation.${name}_hint`)}
        value={line.text}
        error={errors[name]}
        rows={name === 'what' ? 3 : 1}
      />
      <fieldset class="seg-choice">
        <legend class="away">{t('escalation.fact_or_guess', { line: t(`escalation.${name}`) })}</legend>
        <label>
          <input type="radio" name={`${name}_is`} value="fact" checked={!line.isGuess} />
          <span>{t('escalation.fact')}</span>
        </label>
        <label>
          <input type="radio" name={`${name}_is`} value="guess" checked={line.isGuess} />
          <span>{t('escalation.guess')}</span>
        </label>
      </fieldset>
    </div>
  )
}
