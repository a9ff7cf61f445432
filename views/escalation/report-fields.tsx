import { type Essential, type LineName, lineNames, type Report } from '../../src/escalation/report.ts'
import { type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'

export type ReportFieldsProps = {
  reader: Reader
  /** Makes the ids unique; also the form's own name. */
  within: string
  report: Report
  errors: Errors
  missing: readonly Essential[]
}

/** The 5W1H, each line marked fact or guess, with what was tried and what there is to choose between. */
export function ReportFields(props: ReportFieldsProps) {
  const { reader, within, report, errors } = props
  const { t } = reader
  return (
    <>
      <fieldset class="lines">
        <legend>{t('escalation.report')}</legend>
        {lineNames.map((name) => (
          <ReportLine {...props} name={name} />
        ))}
      </fieldset>
      <Field
        within={within}
        name="tried"
        label={t('escalation.tried')}
        value={report.tried}
        error={errors.tried}
        rows={2}
      />
      <Field
        within={within}
        name="options"
        label={t('escalation.options')}
        hint={t('escalation.options_hint')}
        value={report.options.join('\n')}
        error={errors.options}
        rows={2}
      />
    </>
  )
}

/** One line, with whether it is known or guessed. */
export function ReportLine(props: ReportFieldsProps & { name: LineName }) {
  const { reader, within, name, report, errors, missing } = props
  const { t } = reader
  const line = report[name]
  const isMissing = missing.some((one) => one === name)
  return (
    <div class="report-line">
      <Field
        within={within}
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
