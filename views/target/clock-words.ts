import type { Translate } from '../locales/index.ts'

/** The words with which a running clock tells how it stands: by the server, and by the browser as it runs on. */
export const clockWordKeys = [
  'left',
  'hours',
  'minutes',
  'hours_minutes',
  'late_minutes',
  'late_hours',
] as const

export type ClockWord = (typeof clockWordKeys)[number]

/** Fills in one of the patterns. */
export type SayClock = (word: ClockWord, values: Record<string, string | number>) => string

/** For the browser, which fills them in by itself. */
export function clockPatterns(t: Translate): Record<ClockWord, string> {
  const all = clockWordKeys.map((word) => [word, t(`time.${word}`)] as const)
  return Object.fromEntries(all) as Record<ClockWord, string>
}

const MINUTE = 60_000
/** Beyond it a night may lie, and hours would be taken for working hours: the instant itself says more. */
const NEAR = 10 * 60
const DAY = 24 * 60

/**
 * How long until something is due, or how late it is, in clock time: あと 2時間10分, 3 時間超過.
 *
 * @returns null where the instant, or whole days, say it better
 */
export function clockWords(say: SayClock, dueAt: number, now: number): string | null {
  const minutes = (dueAt - now) / MINUTE
  if (minutes > NEAR) return null
  if (minutes > 0) return say('left', { span: spanWords(say, Math.ceil(minutes)) })
  const late = Math.max(1, Math.floor(-minutes))
  if (late >= DAY) return null
  return late < 60
    ? say('late_minutes', { count: late })
    : say('late_hours', { count: Math.floor(late / 60) })
}

/** Minutes in words: 2時間10分. */
export function spanWords(say: SayClock, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return say('minutes', { minutes: rest })
  return rest === 0 ? say('hours', { hours }) : say('hours_minutes', { hours, minutes: rest })
}
