import type { Suggestion } from '../../src/escalation/criteria.ts'
import type { Essential, Report } from '../../src/escalation/report.ts'
import { choiceWords } from '../absence/away.ts'
import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { MatrixRead } from '../route/matrix.tsx'
import { type Person, type Place, threadUrl } from '../shown.ts'
import { PartyField } from '../wait/party-field.tsx'
import { ReportFields } from './report-fields.tsx'
import { type SimilarCase, SimilarCases } from './similar-cases.tsx'

export type RaiseValues = {
  kind: 'instruction' | 'question' | 'takeover' | 'other_dept' | 'customer_notice'
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
  /** The after-the-fact report that becomes this escalation. */
  reportId: number | null
  /** Of another department: `group:ID` or free text. */
  party: string
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
  /** Which level the criteria suggest here. */
  suggests: Suggestion
  people: readonly Person[]
  groups: readonly { id: number; name: string }[]
  similar: readonly SimilarCase[]
}

const kinds = ['instruction', 'question', 'takeover', 'other_dept', 'customer_notice'] as const

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
      <p class="hint">
        {t('escalation.over_hint')}{' '}
        <a href={threadUrl(threadId, place, '/reports/new')}>{t('escalation.afterwards')}</a>
      </p>
      {/* Enter in a field means to raise it, and not the first button on the way. */}
      <button type="submit" hidden></button>
      <ErrorSummary reader={reader} errors={errors} within="raise" />
      {values.commentId !== null && <input type="hidden" name="comment" value={String(values.commentId)} />}
      {values.messageId !== null && <input type="hidden" name="message" value={String(values.messageId)} />}
      {values.reportId !== null && <input type="hidden" name="report" value={String(values.reportId)} />}
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
      <PartyField
        reader={reader}
        within="raise"
        name="party"
        groups={props.groups}
        value={values.party}
        error={errors.party}
      />
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
      <ReportFields
        reader={reader}
        within="raise"
        report={values.report}
        errors={errors}
        missing={props.missing}
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
        <div class="of-superior">
          <Field
            within="raise"
            name="of"
            label={t('escalation.to')}
            value={values.of}
            error={errors.of}
            options={[
              { value: '', label: t('escalation.to_route') },
              ...people.map((person) => ({
                value: String(person.id),
                label: choiceWords(reader, person),
              })),
            ]}
          />
        </div>
      </div>
      {levels.length > 0 && (
        <div class="fields of-superior">
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
      {levels.length > 0 && (
        <div class="of-superior">
          <MatrixRead reader={reader} {...props.suggests} levels={levels} />
        </div>
      )}
      <SimilarCases reader={reader} cases={props.similar} />
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
