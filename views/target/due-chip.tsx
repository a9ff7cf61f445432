import { Icon } from '../icons.tsx'
import { dayAndTime, dueTime, fullTime, lateness, type Reader } from '../reader.ts'
import { clockWords, spanWords } from './clock-words.ts'

export type ClockKind = 'first_reply' | 'next_reply' | 'done'

/**
 * Something that is due, and since when it is near, UTC ms; `clock` says which target's clock, null that a person
 * set the time.
 */
export type Due = { at: number; soonAt: number; clock: ClockKind | null }

/** How long until it is due, or how late it is: quiet until it is near. The browser keeps it running. */
export function DueChip({ reader, due }: { reader: Reader; due: Due }) {
  const { t, now } = reader
  const { at, soonAt, clock } = due
  const time = fullTime(reader, at)
  return (
    <span
      class={at <= now ? 'chip due is-late' : soonAt <= now ? 'chip due is-soon' : 'chip due'}
      data-due={String(at)}
      data-soon={String(soonAt)}
      title={
        clock === null
          ? t('target.due_title', { time })
          : t('target.chip_title', { kind: t(`target.${clock}`), time })
      }
    >
      {clock !== null && <span>{t(`target.${clock}`)}</span>}
      <Icon name="clock" />
      <b>{runningWords(reader, at)}</b>
    </span>
  )
}

/** あと 2時間10分, 3時間超過, or, far off, the instant itself: 明日 11:00 まで. */
function runningWords(reader: Reader, at: number): string {
  return closeWords(reader, at) ?? reader.t('mark.due', { time: markTime(reader, at) })
}

/** The same, and null for what is far off. */
export function closeWords(reader: Reader, at: number): string | null {
  const { t, now } = reader
  return (
    clockWords((word, values) => t(`time.${word}`, values), at, now) ??
    (at <= now ? lateness(reader, at) : null)
  )
}

/** Business minutes in words. Parts of a minute that are left count as one, those that are used do not yet. */
export function businessSpan({ t }: Reader, minutes: number): string {
  return spanWords((word, values) => t(`time.${word}`, values), minutes)
}

/** Within today the clock is enough; a row has little room. */
export function markTime(reader: Reader, at: number): string {
  const words = dueTime(reader, at)
  return words.startsWith(reader.t('time.today')) ? dayAndTime(reader, at) : words
}
