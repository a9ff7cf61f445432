import { Icon } from '../icons.tsx'
import { dayAndTime, dueTime, fullTime, lateness, type Reader } from '../reader.ts'
import { clockWords, spanWords } from './clock-words.ts'

export type ClockKind = 'first_reply' | 'next_reply' | 'done'

/** Something that is due; `clock` says which target's clock, null that a person set the time. */
export type Due = { at: number; clock: ClockKind | null }

/** How long until it is due, or how late it is; the browser keeps it running. */
export function DueChip({ reader, due }: { reader: Reader; due: Due }) {
  const { t, now } = reader
  const { at, clock } = due
  const time = fullTime(reader, at)
  const late = at <= now
  return (
    <time
      class={late ? 'chip chip-shu due' : 'chip chip-kohaku due'}
      datetime={new Date(at).toISOString()}
      title={
        clock === null
          ? t('target.due_title', { time })
          : t('target.chip_title', { kind: t(`target.${clock}`), time })
      }
    >
      {clock !== null && <span>{t(`target.${clock}`)}</span>}
      <Icon name="clock" />
      <b>{runningWords(reader, at)}</b>
    </time>
  )
}

/** あと 2時間10分, 3 時間超過, or, far off, the instant itself: 明日 11:00 まで. */
export function runningWords(reader: Reader, at: number): string {
  const { t, now } = reader
  const words = clockWords((word, values) => t(`time.${word}`, values), at, now)
  if (words !== null) return words
  return at <= now ? lateness(reader, at) : t('mark.due', { time: markTime(reader, at) })
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
