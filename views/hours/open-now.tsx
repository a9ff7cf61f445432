import { Chip } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import type { ComingDays, OpenState } from './shapes.ts'

/** One sentence: whether it is open now, and what comes next, by the mailbox's own clock. */
export function OpenNow({ reader, timeZone, state }: { reader: Reader; timeZone: string; state: OpenState }) {
  const { t } = reader
  return (
    <p class="open-sentence">
      {openWords(reader, timeZone, state)}
      {timeZone !== reader.timeZone && (
        <>
          {' '}
          <small>{t('hours.in_zone', { zone: timeZone.replaceAll('_', ' ') })}</small>
        </>
      )}
    </p>
  )
}

function openWords(reader: Reader, timeZone: string, state: OpenState): string {
  const { t } = reader
  switch (state.is) {
    case 'never':
      return t('hours.never')
    case 'open':
      return state.until === null
        ? t('hours.open_always')
        : t('hours.open_until', { until: dayAndClock(reader, timeZone, state.until) })
    case 'closed': {
      const next = dayAndClock(reader, timeZone, state.next)
      return state.because === null
        ? t('hours.closed_until', { next })
        : t('hours.closed_because', { name: reasonName(reader, state.because), next })
    }
  }
}

/** Days off and extra days, so that a wrong date is seen before it matters. */
export function Coming({ reader, coming }: { reader: Reader; coming: readonly ComingDays[] }) {
  const { t } = reader
  return (
    <section class="coming">
      <h2>{t('hours.coming')}</h2>
      <p class="hint">{t(coming.length === 0 ? 'hours.coming_none' : 'hours.coming_hint')}</p>
      <ul class="rows">
        {coming.map((days) => (
          <li class={days.isFreeAnyway && days.reason.kind !== 'opening' ? 'anyway' : undefined}>
            <b>{daysInWords(reader, days)}</b>
            <span class="row-words">
              {reasonName(reader, days.reason)}
              {days.isFreeAnyway && days.reason.kind !== 'opening' && <small>{t('hours.free_anyway')}</small>}
            </span>
            <Chip tone={tones[days.reason.kind]}>{t(`hours.chip_${days.reason.kind}`)}</Chip>
          </li>
        ))}
      </ul>
    </section>
  )
}

const tones = { holiday: 'shu', closing: 'kohaku', opening: 'matsu' } as const

function reasonName(reader: Reader, reason: ComingDays['reason']): string {
  if (reason.kind === 'holiday') return reason.name[reader.locale]
  return reason.name || reader.t(reason.kind === 'opening' ? 'hours.chip_opening' : 'hours.unnamed')
}

function daysInWords(reader: Reader, { first, last }: ComingDays): string {
  const between = reader.locale === 'ja' ? '〜' : ' – '
  return [first, ...(last > first ? [last] : [])].map((day) => dayInWords(reader, day)).join(between)
}

/** 11/24(火), Tue 24 Nov; of another year with the year. */
function dayInWords(reader: Reader, day: number): string {
  const at = day * 86_400_000
  return written(reader, 'UTC', at, yearOf(at, 'UTC') !== yearOf(reader.now, reader.timeZone), false)
}

/** 11/24(火) 9:00, by the clocks of a zone. */
function dayAndClock(reader: Reader, timeZone: string, at: number): string {
  return written(reader, timeZone, at, yearOf(at, timeZone) !== yearOf(reader.now, timeZone), true)
}

function written(
  reader: Reader,
  timeZone: string,
  at: number,
  withYear: boolean,
  withClock: boolean,
): string {
  return new Intl.DateTimeFormat(reader.locale === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    ...(withYear && { year: 'numeric' }),
    month: reader.locale === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    ...(withClock && { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }),
  }).format(at)
}

function yearOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(at)
}
