import { Icon } from '../icons.tsx'
import { Button, Field } from '../parts.tsx'
import { dueTime, type Reader } from '../reader.ts'
import type { EscalationView } from './escalation-band.tsx'
import { Ladder } from './ladder.tsx'
import { ReportLines } from './report-lines.tsx'

export type AcceptanceState =
  | { is: 'open' }
  /** The addressee has accepted. */
  | { is: 'own' }
  | { is: 'taken'; by: string; isAccepted: boolean }
  | { is: 'over' }

type Props = {
  reader: Reader
  action: string
  threadId: number
  subject: string
  reporter: string
  escalation: EscalationView
  state: AcceptanceState
  error: string | null
  words: string
}

/** What is being accepted, on one screen of a phone, and one press. */
export function AcceptancePage(props: Props) {
  const { reader, action, threadId, subject, reporter, escalation, state } = props
  const { t } = reader
  return (
    <div class="acceptance">
      <p class="lead">
        {t('escalation.from_reporter', { name: reporter, kind: t(`escalation_kind.${escalation.kind}`) })}
      </p>
      <p class="wanted">{escalation.report.wanted || subject}</p>
      <p class="subject">{subject}</p>
      {escalation.acceptBy !== null && state.is === 'open' && (
        <p class="clock">{t('escalation.accept_until', { time: dueTime(reader, escalation.acceptBy) })}</p>
      )}
      <State {...props} />
      {state.is === 'open' && (
        <>
          <form method="post" action={action}>
            <p>{t('escalation.accept_lead')}</p>
            <Button tone="act" name="act" value="accept" icon="check">
              {t('escalation.accept')}
            </Button>
          </form>
          <details open={props.error !== null}>
            <summary>{t('escalation.decline')}</summary>
            <form method="post" action={action}>
              <Field
                name="words"
                label={t('escalation.reason')}
                value={props.words}
                error={props.error ?? undefined}
                rows={3}
                required
              />
              <Button name="act" value="decline">
                {t('escalation.decline')}
              </Button>
            </form>
          </details>
        </>
      )}
      <ReportLines reader={reader} report={escalation.report} />
      <Ladder reader={reader} rungs={escalation.rungs} />
      <a class="button" href={`/threads/${threadId}`}>
        {t('escalation.open_thread')}
      </a>
    </div>
  )
}

function State({ reader, state }: Props) {
  const { t } = reader
  switch (state.is) {
    case 'open':
      return null
    case 'own':
      return (
        <p class="accepted">
          <Icon name="check" />
          {t('escalation.accepted_lead')}
        </p>
      )
    case 'taken':
      return (
        <p class="refused">
          {t(state.isAccepted ? 'escalation.taken_by_another' : 'escalation.held_by_another', {
            name: state.by || t('escalation.everybody'),
          })}
        </p>
      )
    case 'over':
      return <p class="refused">{t('escalation.over')}</p>
  }
}
