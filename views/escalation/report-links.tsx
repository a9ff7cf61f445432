import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'
import { type Place, placeQuery } from '../shown.ts'
import type { EscalationView } from './escalation-band.tsx'

type Props = { reader: Reader; place: Place; escalation: EscalationView }

/** To what can be written to the report later, and to its page in the record. */
export function ReportLinks({ reader, place, escalation }: Props) {
  const { t } = reader
  return (
    <p class="report-links">
      {escalation.may.complete && (
        <a href={`/escalations/${escalation.id}/report${placeQuery(place)}`}>
          <Icon name="edit" />
          {t('escalation.complete')}
        </a>
      )}
      <a href={`/escalations/${escalation.id}`}>{t('record.open')}</a>
    </p>
  )
}
