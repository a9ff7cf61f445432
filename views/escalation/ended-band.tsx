import { Icon } from '../icons.tsx'
import { Button } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, placeQuery, surname } from '../shown.ts'
import type { EscalationView } from './escalation-band.tsx'
import { Ladder, rungTitle } from './ladder.tsx'
import { ReportLines } from './report-lines.tsx'
import { ReportLinks } from './report-links.tsx'

type Props = { reader: Reader; place: Place; escalation: EscalationView }

/** What became of it in a line, by whom it went, and behind it the ladder and the report. */
export function EndedBand(props: Props) {
  const { reader, place, escalation } = props
  const { t } = reader
  const { decision } = escalation
  return (
    <section id="escalation" class="escalation ended" aria-labelledby="escalation-title">
      <details>
        <summary id="escalation-title">
          <Icon name={decision ? 'check' : 'close'} />
          {decision
            ? t(`escalation.decided_${decision.how}`, {
                name: decision.by,
                time: dayAndTime(reader, decision.at),
              })
            : t('escalation_state.withdrawn')}
          <small class="trail">{trailOf(reader, escalation)}</small>
        </summary>
        {decision && decision.how !== 'policy' && decision.words && <p class="order">{decision.words}</p>}
        <Ladder reader={reader} rungs={escalation.rungs} />
        <ReportLines reader={reader} report={escalation.report} />
        <ReportLinks {...props} />
      </details>
      {/* Guidance and answers are what to act on: they stand open, as a policy does. */}
      {decision && decision.how !== 'policy' && decision.words && <p class="answer">{decision.words}</p>}
      {escalation.may.judge && (
        <form
          class="judge"
          method="post"
          action={`/escalations/${escalation.id}/outcome${placeQuery(place)}`}
        >
          <span>{t('escalation.judge')}</span>
          <Button name="outcome" value="solved">
            {t('escalation.judge_solved')}
          </Button>
          <Button name="outcome" value="followed">
            {t('escalation.judge_followed')}
          </Button>
          <Button name="outcome" value="neither">
            {t('escalation.judge_neither')}
          </Button>
        </form>
      )}
      {escalation.outcome && (
        <small class="outcome">
          {t(
            escalation.outcome.solved
              ? 'escalation.outcome_solved'
              : escalation.outcome.followed
                ? 'escalation.outcome_followed'
                : 'escalation.outcome_neither',
          )}
        </small>
      )}
    </section>
  )
}

/** Everybody who had it, in order: 現場 伊藤 → 係長 田中 → 係長（代行） 佐藤. */
function trailOf(reader: Reader, { rungs }: EscalationView): string {
  return rungs
    .filter(({ is }) => is !== 'coming')
    .map((rung) => [rungTitle(reader, rung), rung.name && surname(rung.name)].filter(Boolean).join(' '))
    .join(' → ')
}
