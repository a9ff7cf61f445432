import type { Report } from '../../src/escalation/report.ts'
import { Icon } from '../icons.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, placeQuery, threadUrl } from '../shown.ts'

type Props = {
  reader: Reader
  place: Place
  threadId: number
  reports: readonly { id: number; by: string; at: number; report: Report; mayComplete: boolean }[]
  /** No decision is awaited, so that one may be asked for. */
  mayRaise: boolean
}

/** What was reported after the fact on this thread; each can still become an escalation. */
export function Reported({ reader, place, threadId, reports, mayRaise }: Props) {
  const { t } = reader
  const raiseUrl = threadUrl(threadId, place, '/escalations/new')
  return reports.map(({ id, by, at, report, mayComplete }) => (
    <section class="escalation reported" id={`report-${id}`}>
      <details>
        <summary>
          <Icon name="check" />
          {t('escalation.reported_by', { name: by, time: dayAndTime(reader, at) })}
        </summary>
        <p class="said">{report.what.text}</p>
        {report.how.text && (
          <p class="said">
            <b>{t('escalation.handled')}</b> {report.how.text}
          </p>
        )}
        <p class="report-links">
          {mayRaise && (
            <a href={`${raiseUrl}${raiseUrl.includes('?') ? '&' : '?'}report=${id}`}>
              <Icon name="raise" />
              {t('escalation.needed_decision')}
            </a>
          )}
          {mayComplete && (
            <a href={`/escalations/${id}/report${placeQuery(place)}`}>
              <Icon name="edit" />
              {t('escalation.complete')}
            </a>
          )}
          <a href={`/escalations/${id}`}>{t('record.open')}</a>
        </p>
      </details>
    </section>
  ))
}
