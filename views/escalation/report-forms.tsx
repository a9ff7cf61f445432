import type { Report } from '../../src/escalation/report.ts'
import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Place, placeQuery, threadUrl } from '../shown.ts'
import { ReportFields, ReportLine } from './report-fields.tsx'

type Within = { reader: Reader; place: Place; threadId: number }

export type CompletingProps = {
  escalationId: number
  /** The version that the writer has in view. */
  version: number
  report: Report
  errors: Errors
}

/** Adding to a report what was not known when it was raised. */
export function CompletingForm(props: Within & CompletingProps) {
  const { reader, place, threadId, escalationId, version, report, errors } = props
  const { t } = reader
  return (
    <form
      id="escalation"
      class="raise"
      method="post"
      action={`/escalations/${escalationId}/report${placeQuery(place)}`}
      aria-labelledby="completing-title"
    >
      <h2 id="completing-title">{t('escalation.complete')}</h2>
      <p class="hint">{t('escalation.complete_hint')}</p>
      <ErrorSummary reader={reader} errors={errors} within="report" />
      <input type="hidden" name="version" value={String(version)} />
      <Field
        within="report"
        name="wanted"
        label={t('escalation.wanted')}
        value={report.wanted}
        error={errors.wanted}
        rows={2}
      />
      <ReportFields reader={reader} within="report" report={report} errors={errors} missing={[]} />
      <div class="acts">
        <a class="button quiet" href={`${threadUrl(threadId, place)}#escalation`}>
          {t('common.cancel')}
        </a>
        <Button tone="act">{t('common.save')}</Button>
      </div>
    </form>
  )
}

export type AfterwardsProps = { report: Report; messageId: number | null; errors: Errors }

/** What happened and how it was handled; nobody is called. */
export function AfterwardsForm(props: Within & AfterwardsProps) {
  const { reader, place, threadId, report, messageId, errors } = props
  const { t } = reader
  const lines = { reader, within: 'report', report, errors, missing: [] }
  return (
    <form
      id="escalation"
      class="raise afterwards"
      method="post"
      action={threadUrl(threadId, place, '/reports')}
      aria-labelledby="afterwards-title"
    >
      <h2 id="afterwards-title">{t('escalation.afterwards')}</h2>
      <p class="hint">
        {t('escalation.afterwards_hint')}{' '}
        <a href={threadUrl(threadId, place, '/escalations/new')}>{t('escalation.afterwards_not')}</a>
      </p>
      <ErrorSummary reader={reader} errors={errors} within="report" />
      {messageId !== null && <input type="hidden" name="message" value={String(messageId)} />}
      <ReportLine {...lines} name="what" />
      <Field
        within="report"
        name="how"
        label={t('escalation.handled')}
        hint={t('escalation.handled_hint')}
        value={report.how.text}
        error={errors.how}
        rows={3}
      />
      <ReportLine {...lines} name="when" />
      <ReportLine {...lines} name="who" />
      <ReportLine {...lines} name="why" />
      <div class="acts">
        <a class="button quiet" href={threadUrl(threadId, place)}>
          {t('common.cancel')}
        </a>
        <Button tone="act">{t('escalation.afterwards_send')}</Button>
      </div>
    </form>
  )
}
