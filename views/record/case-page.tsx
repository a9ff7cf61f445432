import type { Report } from '../../src/escalation/report.ts'
import type { EscalationView } from '../escalation/escalation-band.tsx'
import { Ladder } from '../escalation/ladder.tsx'
import { ReportLines } from '../escalation/report-lines.tsx'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { fullTime, type Reader } from '../reader.ts'
import { type Step, StepWords } from './step-words.tsx'

export type CaseFacts = {
  threadId: number
  subject: string
  mailbox: string
  /** Null: an internal matter. */
  customer: string | null
  raisedBy: string
  raisedAt: number
  level: string | null
  levelReason: string
  urgency: number
  impact: number
  expertise: number
  acceptedAt: number | null
  endedAt: number | null
  /** The department or partner that was asked. */
  asked: string | null
}

export type CasePageProps = {
  frame: ShellFrame
  escalation: EscalationView
  facts: CaseFacts
  steps: readonly Step[]
  /** What the report said before, newest first. */
  earlier: readonly { version: number; at: number; by: string; report: Report }[]
}

/** GET /escalations/ID: one case as it is filed, and printed on A4. */
export function CasePage({ frame, escalation, facts, steps, earlier }: CasePageProps) {
  const { reader } = frame
  const { t } = reader
  const isReport = escalation.state === 'reported'
  const { decision, outcome } = escalation
  return (
    <Shell {...frame} view="page" title={`${t('record.case', { id: escalation.id })} ${facts.subject}`}>
      <Page
        reader={reader}
        title={facts.subject || t('list.no_subject')}
        lead={`${t('record.case', { id: escalation.id })} · ${t(`escalation_state.${escalation.state}`)}`}
        actions={
          <>
            <a class="button" href="/escalations">
              {t('record.title')}
            </a>
            <a class="button act" href={`/threads/${facts.threadId}#escalation`}>
              {t('desk.see')}
            </a>
          </>
        }
      >
        <article class="case">
          <Facts reader={reader} escalation={escalation} facts={facts} />
          {!isReport && (
            <section>
              <h2>{t('record.decision')}</h2>
              {decision ? (
                <>
                  <p class="wanted">{decision.words || t(`record.how_${decision.how}`)}</p>
                  <p>
                    {t(`record.how_${decision.how}`)} · {decision.by} · {fullTime(reader, decision.at)}
                  </p>
                </>
              ) : (
                <p>{t(`escalation_state.${escalation.state}`)}</p>
              )}
              {outcome && (
                <p>
                  {t('record.outcome')}:{' '}
                  {t(
                    `escalation.outcome_${outcome.solved ? 'solved' : outcome.followed ? 'followed' : 'neither'}`,
                  )}
                </p>
              )}
            </section>
          )}
          <section>
            <h2>{t('escalation.report')}</h2>
            <ReportLines reader={reader} report={escalation.report} />
          </section>
          {!isReport && escalation.kind !== 'other_dept' && (
            <section class="case-ladder">
              <h2>{t('record.ladder')}</h2>
              <Ladder reader={reader} rungs={escalation.rungs} />
            </section>
          )}
          <section>
            <h2>{t('record.history')}</h2>
            <ol class="case-steps">
              {steps.map((step) => (
                <li>
                  <time datetime={new Date(step.at).toISOString()}>{fullTime(reader, step.at)}</time>
                  <StepWords reader={reader} step={step} />
                </li>
              ))}
            </ol>
          </section>
          {earlier.map(({ version, at, by, report }) => (
            <details class="case-earlier">
              <summary>{t('record.earlier', { version, name: by, time: fullTime(reader, at) })}</summary>
              <ReportLines reader={reader} report={report} />
            </details>
          ))}
        </article>
      </Page>
    </Shell>
  )
}

type FactsProps = { reader: Reader; escalation: EscalationView; facts: CaseFacts }

function Facts({ reader, escalation, facts }: FactsProps) {
  const { t } = reader
  const time = (at: number | null) => (at === null ? '' : fullTime(reader, at))
  const isReport = escalation.state === 'reported'
  const rows: [string, string][] = [
    [t('record.thread'), `#${facts.threadId}`],
    [t('record.customer'), facts.customer ?? t('desk.internal')],
    [t('record.mailbox'), facts.mailbox],
    [t('record.raised_by'), `${facts.raisedBy} · ${time(facts.raisedAt)}`],
    [t('record.kind'), isReport ? '' : t(`escalation_kind.${escalation.kind}`)],
    [t('wait.with'), facts.asked ?? ''],
    [t('escalation.level'), [facts.level, facts.levelReason].filter(Boolean).join(' · ')],
    [t('record.criteria'), isReport ? '' : criteriaOf(reader, facts)],
    [t('record.accepted'), time(facts.acceptedAt)],
    [t('record.ended'), time(facts.endedAt)],
  ]
  return (
    <dl>
      {rows
        .filter(([, value]) => value !== '')
        .flatMap(([name, value]) => [<dt>{name}</dt>, <dd>{value}</dd>])}
    </dl>
  )
}

function criteriaOf({ t }: Reader, { urgency, impact, expertise }: CaseFacts): string {
  return [
    t(`escalation.urgency_${weight(urgency)}`),
    t(`escalation.impact_${weight(impact)}`),
    t(`escalation.expertise_${weight(expertise)}`),
  ].join(' · ')
}

function weight(n: number): 1 | 2 | 3 {
  return n === 3 ? 3 : n === 2 ? 2 : 1
}
