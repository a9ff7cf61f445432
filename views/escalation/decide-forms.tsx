import { Icon } from '../icons.tsx'
import { Button, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Place, placeQuery, threadUrl } from '../shown.ts'
import type { DecideAttempt, EscalationView } from './escalation-band.tsx'

type Props = {
  reader: Reader
  place: Place
  threadId: number
  escalation: EscalationView
  attempt: DecideAttempt | null
}

/** Every way to answer an escalation that this person has: the policy first, then what the report offers. */
export function DecideForms(props: Props) {
  const { reader, place, threadId, escalation } = props
  const { t } = reader
  const { may, report } = escalation
  return (
    <>
      {may.decide && (
        <a class="button seal" href={threadUrl(threadId, place, '/policies/new')} data-key="p">
          <Icon name="seal" />
          {t('escalation.set_policy')}
        </a>
      )}
      {may.decide && (
        <form method="post" action={`/escalations/${escalation.id}/decision${placeQuery(place)}`}>
          <Button name="by" value="takeover">
            {t('escalation.take_over')}
          </Button>
        </form>
      )}
      {may.decide && report.options.length > 0 && <Options {...props} />}
      <OtherWays {...props} />
    </>
  )
}

/** The ways that the report offers, one press each. */
function Options({ reader, place, escalation }: Props) {
  const { t } = reader
  return (
    <div class="options">
      {escalation.report.options.map((option, n) => (
        <form method="post" action={`/escalations/${escalation.id}/decision${placeQuery(place)}`}>
          <input type="hidden" name="option" value={String(n)} />
          <Button name="by" value="option">
            {t('escalation.choose', { n: n + 1, option })}
          </Button>
        </form>
      ))}
    </div>
  )
}

/** What needs words is folded until it is needed. */
function OtherWays(props: Props) {
  const { reader, escalation } = props
  const { t } = reader
  const { may } = escalation
  if (!(may.decide || may.sendUp || may.decline || may.withdraw)) return null
  return (
    <div class="other-ways">
      {may.decide && (
        <Folded
          {...props}
          form="answer"
          below="decision"
          label="escalation.answer"
          field="escalation.answer_field"
        >
          <input type="hidden" name="by" value="answer" />
        </Folded>
      )}
      {may.sendUp && (
        <Folded {...props} form="up" below="level" label="escalation.send_up" field="escalation.reason">
          <input type="hidden" name="to" value="up" />
        </Folded>
      )}
      {may.decide && (
        <Folded {...props} form="down" below="level" label="escalation.step_down" field="escalation.guidance">
          <Field
            within="down"
            name="to"
            label={t('escalation.step_down_to')}
            options={[
              { value: '1', label: t('escalation.front_line') },
              ...escalation.lower.map(({ level, title }) => ({ value: String(level), label: title })),
            ]}
          />
        </Folded>
      )}
      {may.decline && (
        <Folded
          {...props}
          form="decline"
          below="refusal"
          label="escalation.decline"
          field="escalation.reason"
        />
      )}
      {may.withdraw && (
        <Folded
          {...props}
          form="withdraw"
          below="withdrawal"
          label="escalation.withdraw"
          field="escalation.reason"
        />
      )}
    </div>
  )
}

type FoldedProps = Props & {
  form: DecideAttempt['form']
  /** The noun beneath the escalation's address. */
  below: string
  label:
    | 'escalation.answer'
    | 'escalation.send_up'
    | 'escalation.step_down'
    | 'escalation.decline'
    | 'escalation.withdraw'
  field: 'escalation.answer_field' | 'escalation.reason' | 'escalation.guidance'
  children?: import('hono/jsx').Child
}

function Folded({ reader, place, escalation, attempt, form, below, label, field, children }: FoldedProps) {
  const { t } = reader
  const tried = attempt?.form === form ? attempt : null
  return (
    <details class="folded" open={tried !== null}>
      <summary class="button quiet">{t(label)}</summary>
      <form method="post" action={`/escalations/${escalation.id}/${below}${placeQuery(place)}`}>
        {children}
        <Field
          within={form}
          name="words"
          label={t(field)}
          value={tried?.words}
          error={tried?.error}
          rows={3}
          required
        />
        <div class="acts">
          <Button tone="act">{t(label)}</Button>
        </div>
      </form>
    </details>
  )
}
