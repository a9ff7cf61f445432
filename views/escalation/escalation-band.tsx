import type { Rung } from '../../src/escalation/ladder.ts'
import type { Essential, Report } from '../../src/escalation/report.ts'
import { type Ways, WaysOfCalling } from '../channel/ways.tsx'
import { Icon } from '../icons.tsx'
import { Button } from '../parts.tsx'
import { dueTime, type Reader } from '../reader.ts'
import { type Place, placeQuery } from '../shown.ts'
import { closeWords } from '../target/due-chip.tsx'
import { DecideForms } from './decide-forms.tsx'
import { EndedBand } from './ended-band.tsx'
import { Ladder } from './ladder.tsx'
import { RaiseForm, type RaiseFormProps } from './raise-form.tsx'
import {
  AfterwardsForm,
  type AfterwardsProps,
  CompletingForm,
  type CompletingProps,
} from './report-forms.tsx'
import { ReportLines } from './report-lines.tsx'
import { ReportLinks } from './report-links.tsx'
import { Reported } from './reported.tsx'

export type EscalationView = {
  id: number
  kind: 'instruction' | 'question' | 'takeover' | 'other_dept' | 'customer_notice'
  state: 'waiting' | 'accepted' | 'asked' | 'decided' | 'withdrawn' | 'reported'
  urgency: number
  impact: number
  /** From the reporter up; names are null where everybody is meant. */
  rungs: readonly (Omit<Rung, 'after'> & {
    title: string | null
    name: string | null
    /** Where everybody was called: who that was. */
    called: readonly string[]
    after: readonly (Rung['after'][number] & { by: string | null })[]
  })[]
  /** By when the one who is called must accept; null when the clock is another one. */
  acceptBy: number | null
  decisionDueAt: number | null
  /** Who has the authority now; null where everybody is called. */
  holder: string | null
  isHeldByViewer: boolean
  report: Report
  missing: readonly Essential[]
  ways: Ways
  wantedBy: number | null
  decision: {
    by: string
    at: number
    how: 'policy' | 'option' | 'guidance' | 'answer' | 'takeover'
    words: string
  } | null
  outcome: { followed: boolean; solved: boolean } | null
  may: {
    accept: boolean
    decide: boolean
    decline: boolean
    sendUp: boolean
    withdraw: boolean
    /** Add to the report. */
    complete: boolean
    /** Say whether the decision was followed and solved it. */
    judge: boolean
  }
  /** The levels beneath the present one, the front line left out. */
  lower: readonly { level: number; title: string }[]
}

export type EscalationPlaceProps = {
  reader: Reader
  place: Place
  threadId: number
  escalation: EscalationView | null
  /** Given, the form for raising stands open in the band's place. */
  form: Omit<RaiseFormProps, 'reader' | 'place' | 'threadId'> | null
  /** The same for the forms that write a report: after the fact, or adding to one. */
  afterwards: AfterwardsProps | null
  completing: CompletingProps | null
  /** After-the-fact reports on this thread, oldest first. */
  reports: readonly { id: number; by: string; at: number; report: Report; mayComplete: boolean }[]
  /** Words that were refused, by the form in which they stand. */
  attempt: DecideAttempt | null
}

/** What was typed into one of the forms of an open escalation, with what is wrong. */
export type DecideAttempt = {
  form: 'decline' | 'up' | 'down' | 'answer' | 'withdraw'
  words: string
  error: string
}

/** Where a thread's escalation stands: the ladder with its clock, and what this person can do. */
export function EscalationPlace(props: EscalationPlaceProps) {
  const { form, afterwards, completing } = props
  const within = { reader: props.reader, place: props.place, threadId: props.threadId }
  if (form) return <RaiseForm {...within} {...form} />
  if (afterwards) return <AfterwardsForm {...within} {...afterwards} />
  if (completing) return <CompletingForm {...within} {...completing} />
  return (
    <>
      <Band {...props} />
      <Reported {...within} reports={props.reports} mayRaise={!isRunning(props.escalation)} />
    </>
  )
}

function Band({ escalation, ...props }: EscalationPlaceProps) {
  if (!escalation) return null
  if (isRunning(escalation)) return <OpenBand {...props} escalation={escalation} />
  // The wait's own card has the clock and the question.
  return escalation.state === 'asked' ? null : <EndedBand {...props} escalation={escalation} />
}

function isRunning(escalation: EscalationView | null): boolean {
  return escalation?.state === 'waiting' || escalation?.state === 'accepted'
}

type Shown = EscalationPlaceProps & { escalation: EscalationView }

function OpenBand(props: Shown) {
  const { reader, place, escalation } = props
  const { t } = reader
  return (
    <section id="escalation" class="escalation" aria-labelledby="escalation-title">
      <header>
        <h2 id="escalation-title">{t('escalation.title')}</h2>
        <span>{t(`escalation_kind.${escalation.kind}`)}</span>
        <Clock {...props} />
      </header>
      {escalation.report.wanted && <p class="wanted">{escalation.report.wanted}</p>}
      <Ladder reader={reader} rungs={escalation.rungs} />
      <WaysOfCalling reader={reader} place={place} ways={escalation.ways} isOpen />
      {escalation.missing.length > 0 && (
        <p class="missing">
          <Icon name="warning" />
          {t('escalation.missing', {
            lines: escalation.missing.map((name) => t(`escalation.${name}`)).join(t('escalation.and')),
          })}
        </p>
      )}
      <ReportLinks {...props} />
      <details class="report">
        <summary>{t('escalation.see_report')}</summary>
        <ReportLines reader={reader} report={escalation.report} />
      </details>
      <div class="escalation-acts">
        {escalation.may.accept && (
          <form method="post" action={`/escalations/${escalation.id}/acceptance${placeQuery(place)}`}>
            <Button tone="act" icon="check">
              {t('escalation.accept')}
            </Button>
          </form>
        )}
        <DecideForms {...props} />
      </div>
    </section>
  )
}

/** Whose it is and until when, in one sentence. */
function Clock({ reader, escalation }: Shown) {
  const { t } = reader
  const { acceptBy, decisionDueAt, holder, isHeldByViewer, state } = escalation
  const until = acceptBy ?? decisionDueAt
  const words =
    holder === null
      ? t('escalation.with_everybody')
      : t(`escalation.with_${isHeldByViewer ? 'you_' : ''}${state === 'accepted' ? 'accepted' : 'waiting'}`, {
          name: holder,
        })
  const isLate = until !== null && until < reader.now
  return (
    <span class={isLate ? 'clock late' : 'clock due'} {...(until !== null && { 'data-due': String(until) })}>
      {words}
      {until !== null && (
        <>
          {' '}
          {t(acceptBy === null ? 'escalation.decide_until' : 'escalation.accept_until', {
            time: dueTime(reader, until),
          })}{' '}
          {!isLate && <b>{closeWords(reader, until)}</b>}
        </>
      )}
    </span>
  )
}
