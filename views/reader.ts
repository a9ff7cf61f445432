import type { Locale, Translate } from './locales/index.ts'
import { translatorFor } from './locales/index.ts'

/** The person a page is written for: their words, their zone, their order of messages. */
export type Reader = {
  readonly t: Translate
  readonly locale: Locale
  /** IANA zone, such as Asia/Tokyo. */
  readonly timeZone: string
  /** The instant the page is made, UTC ms: "today" and "yesterday" are counted from here. */
  readonly now: number
  readonly newestFirst: boolean
  /** Whether single keys act for this person, and so are named. */
  readonly keys: boolean
  /** Parts of the rail that they have folded, or opened where these come folded. */
  readonly turned: readonly string[]
}

export function makeReader(reader: {
  locale: Locale
  timeZone: string
  now: number
  newestFirst: boolean
  keys?: boolean
  turned?: readonly string[]
}): Reader {
  return { keys: true, turned: [], ...reader, t: translatorFor(reader.locale) }
}

/** For lists: today 14:28, yesterday 昨日, this year 11/20, otherwise 2025/11/20. */
export function shortTime(reader: Reader, at: number): string {
  const then = civil(reader, at)
  const daysAgo = civil(reader, reader.now).day - then.day
  if (daysAgo === 0) return clock(then)
  if (daysAgo === 1) return reader.t('time.yesterday')
  return calendarDay(reader, then)
}

/** For messages and history: like {@link shortTime}, with the clock after the day. */
export function dayAndTime(reader: Reader, at: number): string {
  const then = civil(reader, at)
  const ahead = then.day - civil(reader, reader.now).day
  if (ahead === 0) return clock(then)
  if (ahead === -1) return `${reader.t('time.yesterday')} ${clock(then)}`
  return `${calendarDay(reader, then)} ${clock(then)}`
}

/** For deadlines: 今日 17:00, 明日 10:00, 11/27 17:00. */
export function dueTime(reader: Reader, at: number): string {
  const then = civil(reader, at)
  const ahead = then.day - civil(reader, reader.now).day
  if (ahead === 0) return `${reader.t('time.today')} ${clock(then)}`
  if (ahead === 1) return `${reader.t('time.tomorrow')} ${clock(then)}`
  if (ahead === -1) return `${reader.t('time.yesterday')} ${clock(then)}`
  return `${calendarDay(reader, then)} ${clock(then)}`
}

/** A due time to be sure of, with its weekday: 11/24(火) 11:00. */
export function exactDue(reader: Reader, at: number): string {
  const then = civil(reader, at)
  const weekday = intl(reader.locale, reader.timeZone, 'weekday').format(at)
  const day = calendarDay(reader, then)
  return reader.locale === 'ja' ? `${day}(${weekday}) ${clock(then)}` : `${weekday} ${day} ${clock(then)}`
}

/** As a running clock shows it, to the second: 14:28:15. */
export function exactTime(reader: Reader, at: number): string {
  return `${dayAndTime(reader, at)}:${two(Math.floor(at / 1000) % 60)}`
}

/** How late something is, in the largest whole unit: 25 分超過, 3 時間超過, 2 日超過. */
export function lateness(reader: Reader, dueAt: number): string {
  const minutes = Math.max(1, Math.floor((reader.now - dueAt) / 60_000))
  if (minutes < 60) return reader.t('time.late_minutes', { count: minutes })
  if (minutes < 1440) return reader.t('time.late_hours', { count: Math.floor(minutes / 60) })
  return reader.t('time.late_days', { count: Math.floor(minutes / 1440) })
}

/** The whole date, for titles: 2026年11月20日(金) 14:28. */
export function fullTime(reader: Reader, at: number): string {
  const then = civil(reader, at)
  return `${wholeDay(reader.locale, then.day)}${reader.locale === 'ja' ? ' ' : ' at '}${clock(then)}`
}

/** As a dated seal carries it: 26.11.20. */
export function sealDay(reader: Reader, at: number): string {
  const c = civil(reader, at)
  return `${two(c.year % 100)}.${two(c.month)}.${two(c.date)}`
}

/** The value of a `datetime-local` field in the reader's zone. */
export function fieldTime(reader: Reader, at: number): string {
  const c = civil(reader, at)
  return `${c.year}-${two(c.month)}-${two(c.date)}T${clock(c)}`
}

/** Tomorrow at the end of most people's working day, 17:00, as the value of such a field. */
export function tomorrowEvening(reader: Reader): string {
  const today = civil(reader, reader.now)
  const tomorrow = new Date((today.day + 1) * 86_400_000)
  return `${tomorrow.toISOString().slice(0, 10)}T17:00`
}

type Civil = { year: number; month: number; date: number; hour: number; minute: number; day: number }

function civil(reader: Reader, at: number): Civil {
  const local = new Date(at + offset(reader.timeZone, at))
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    date: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    day: Math.floor(local.getTime() / 86_400_000),
  }
}

const quarterHour = 900_000
const offsets = new Map<string, number>()

/** ms that a zone's clocks are ahead of UTC. No zone has ever changed its clocks within a quarter of an hour. */
function offset(timeZone: string, at: number): number {
  const slot = Math.floor(at / quarterHour)
  const key = `${timeZone} ${slot}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size > 20_000) offsets.clear()
  const ahead = localClock(timeZone, slot * quarterHour) - slot * quarterHour
  offsets.set(key, ahead)
  return ahead
}

function localClock(timeZone: string, at: number): number {
  const found: Record<string, number> = {}
  for (const part of intl('en', timeZone, 'parts').formatToParts(at)) found[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = found
  return Date.UTC(year, month - 1, day, hour, minute)
}

function clock(c: Civil): string {
  return `${two(c.hour)}:${two(c.minute)}`
}

function calendarDay(reader: Reader, then: Civil): string {
  const sameYear = then.year === civil(reader, reader.now).year
  if (reader.locale === 'ja') {
    return sameYear ? `${then.month}/${two(then.date)}` : `${then.year}/${then.month}/${two(then.date)}`
  }
  const month = englishMonths[then.month - 1] ?? ''
  return sameYear ? `${then.date} ${month}` : `${then.date} ${month} ${then.year}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const days = new Map<string, string>()

/** 2026年11月20日(金). A page asks for the same few days again and again. @param day since 1970 */
function wholeDay(locale: Locale, day: number): string {
  const key = `${locale} ${day}`
  const known = days.get(key)
  if (known !== undefined) return known
  if (days.size > 5_000) days.clear()
  const words = intl(locale, 'UTC', 'day').format(day * 86_400_000)
  days.set(key, words)
  return words
}

// Making a formatter costs a thousand times what using it does; there are few zones.
const formatters = new Map<string, Intl.DateTimeFormat>()

type Shape = 'parts' | 'day' | 'weekday'

function intl(locale: Locale, timeZone: string, shape: Shape): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${shape}`
  const known = formatters.get(key)
  if (known) return known
  const made = makeFormat(locale, timeZone, shape)
  formatters.set(key, made)
  return made
}

function makeFormat(locale: Locale, timeZone: string, shape: Shape): Intl.DateTimeFormat {
  const language = locale === 'ja' ? 'ja-JP' : 'en-GB'
  switch (shape) {
    case 'parts':
      return new Intl.DateTimeFormat('en-GB', {
        timeZone,
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        hourCycle: 'h23',
      })
    case 'weekday':
      return new Intl.DateTimeFormat(language, { timeZone, weekday: 'short' })
    case 'day':
      return new Intl.DateTimeFormat(language, {
        timeZone,
        year: 'numeric',
        month: 'long',
        day: 'numeric',
        weekday: 'short',
      })
  }
}
