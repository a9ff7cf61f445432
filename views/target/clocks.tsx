import { Icon } from '../icons.tsx'
import { dayAndTime, dueTime, fullTime, type Reader } from '../reader.ts'
import { businessSpan, type ClockKind, closeWords } from './due-chip.tsx'

export type PauseView = {
  from: number
  to: number | null
  why: { waiting: 'customer' } | { waiting: 'department'; party: string } | { waiting: 'done' }
}

/** A clock that runs or stands still. Instants in UTC ms, the rest business minutes. */
export type ClockView = {
  kind: ClockKind
  startedAt: number
  minutes: number
  /** What narrows the target that binds it; null: nothing. */
  label: string | null
  customerLabel: string | null
  used: number
  left: number
  over: number
  /** Null while it stands still before it, or where the mailbox never opens. */
  dueAt: number | null
  pauses: readonly PauseView[]
}

export type EndedClockView = {
  kind: ClockKind
  endedAt: number
  minutes: number
  used: number
  met: boolean
}

export type ClocksView = {
  open: readonly ClockView[]
  /** Since when nothing runs because the customer has our answer. */
  restingSince: number | null
  /** Newest first. */
  ended: readonly EndedClockView[]
}

/** What the thread is measured by: each clock with its due time or its pause, and how that is counted. */
export function Clocks({ reader, clocks }: { reader: Reader; clocks: ClocksView | null }) {
  if (clocks === null) return null
  const { t } = reader
  const { open, restingSince, ended } = clocks
  return (
    <section class="clocks" id="clocks" aria-label={t('target.title')}>
      <ul>
        {open.map((clock) => (
          <ClockLine reader={reader} clock={clock} />
        ))}
        {restingSince !== null && (
          <li class="paused">
            <Icon name="wait" />
            <span>{t('target.resting', { time: dayAndTime(reader, restingSince) })}</span>
          </li>
        )}
      </ul>
      {(open.length > 0 || ended.length > 0) && (
        <details id="clock-details">
          <summary>{t('target.details')}</summary>
          {open.map((clock) => (
            <ClockDetails reader={reader} clock={clock} />
          ))}
          {ended.length > 0 && (
            <ul class="ended">
              {ended.map((clock) => (
                <EndedClock reader={reader} clock={clock} />
              ))}
            </ul>
          )}
          <p class="hint">{t('target.business')}</p>
        </details>
      )}
    </section>
  )
}

function ClockLine({ reader, clock }: { reader: Reader; clock: ClockView }) {
  const { t, now } = reader
  const { kind, dueAt, left, over, pauses } = clock
  const pause = pauses.at(-1)
  const late = dueAt !== null && dueAt <= now
  if (pause && pause.to === null) {
    const values = { why: whyInWords(reader, pause.why), time: dayAndTime(reader, pause.from) }
    return (
      <li class={late ? 'paused over' : 'paused'}>
        <Icon name="wait" />
        <b>{t(`target.${kind}`)}</b>
        <span>
          {late
            ? t('target.paused_late', { ...values, span: businessSpan(reader, over) })
            : t('target.paused', { ...values, span: businessSpan(reader, left) })}
        </span>
      </li>
    )
  }
  if (dueAt === null) {
    return (
      <li>
        <Icon name="clock" />
        <b>{t(`target.${kind}`)}</b>
        <span>{t('target.never')}</span>
      </li>
    )
  }
  const running = closeWords(reader, dueAt)
  return (
    <li class={late ? 'over' : undefined}>
      <Icon name="clock" />
      <b>{t(`target.${kind}`)}</b>
      <span>{t('target.running', { time: dueTime(reader, dueAt) })}</span>
      {running !== null && (
        <span
          class={late ? 'due is-late' : 'due is-soon'}
          data-due={String(dueAt)}
          title={fullTime(reader, dueAt)}
        >
          <b>{running}</b>
        </span>
      )}
      <small>
        {late
          ? t('target.over', { span: businessSpan(reader, over) })
          : t('target.left', { span: businessSpan(reader, left) })}
      </small>
    </li>
  )
}

function ClockDetails({ reader, clock }: { reader: Reader; clock: ClockView }) {
  const { t } = reader
  const { kind, startedAt, minutes, used, pauses } = clock
  return (
    <dl>
      <dt>{t(`target.${kind}`)}</dt>
      <dd>
        {t('target.promise', { span: businessSpan(reader, minutes) })} · {bindingInWords(reader, clock)}
      </dd>
      <dd>
        {t('target.started', { time: dayAndTime(reader, startedAt) })} ·{' '}
        {t('target.used', { span: businessSpan(reader, used) })}
      </dd>
      {pauses.map(({ from, to, why }) => (
        <dd>
          {to === null
            ? t('target.pause_open', { from: dayAndTime(reader, from), why: whyInWords(reader, why) })
            : t('target.pause', {
                from: dayAndTime(reader, from),
                to: dayAndTime(reader, to),
                why: whyInWords(reader, why),
              })}
        </dd>
      ))}
    </dl>
  )
}

function bindingInWords({ t }: Reader, { label, customerLabel }: ClockView): string {
  const conditions = [
    ...(label === null ? [] : [t('target.promise_label', { label })]),
    ...(customerLabel === null ? [] : [t('target.promise_customer', { label: customerLabel })]),
  ]
  return conditions.length > 0 ? conditions.join(t('target_page.and')) : t('target.promise_all')
}

function whyInWords({ t }: Reader, why: PauseView['why']): string {
  return why.waiting === 'department'
    ? t('target.why_department', { party: why.party })
    : t(`target.why_${why.waiting}`)
}

function EndedClock({ reader, clock }: { reader: Reader; clock: EndedClockView }) {
  const { t } = reader
  const { kind, endedAt, minutes, used, met } = clock
  const promise = businessSpan(reader, minutes)
  const time = dayAndTime(reader, endedAt)
  return (
    <li class={met ? 'met' : 'missed'}>
      <Icon name={met ? 'check' : 'warning'} />
      <b>{t(`target.${kind}`)}</b>{' '}
      {met
        ? t('target.ended_met', { time, span: businessSpan(reader, used), promise })
        : t('target.ended_missed', { time, over: businessSpan(reader, used - minutes), promise })}
    </li>
  )
}
