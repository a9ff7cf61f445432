import type { Calendar } from './calendar.ts'
import { type OpenYear, openYear } from './opening-times.ts'

/** How far ahead is looked, in years: what has not come by then is answered as never. */
export const HORIZON = 10

const MINUTE = 60_000

/**
 * The business minutes from one instant to another, to the millisecond: half a minute is 0.5. Real time that
 * passes while the calendar is open, whatever the clocks on the wall do meanwhile.
 *
 * @param from UTC ms
 * @param to UTC ms; before `from` the minutes are negative, so that parts always add up to the whole
 */
export function businessMinutesBetween(calendar: Calendar, from: number, to: number): number {
  if (to < from) return 0 - businessMinutesBetween(calendar, to, from)
  const [first, last] = [yearOf(from), yearOf(to)]
  let open = openUntil(openYear(calendar, last), to) - openUntil(openYear(calendar, first), from)
  for (let year = first; year < last; year++) open += openYear(calendar, year).total
  return open / MINUTE
}

/**
 * The earliest instant by which so many business minutes have passed: 0 is `from` itself, and a day's last
 * minute ends when the mailbox closes, not when it opens again.
 *
 * @param from UTC ms
 * @param minutes from 0; parts of a minute count
 * @returns UTC ms, or null: never, or not within HORIZON years
 */
export function afterBusinessMinutes(calendar: Calendar, from: number, minutes: number): number | null {
  if (!(minutes >= 0)) throw new RangeError(`${minutes} is no number of minutes from 0`)
  const wanted = Math.round(minutes * MINUTE)
  const first = yearOf(from)
  if (wanted === 0) return from
  // Counted from the beginning of the year in which `from` lies.
  let left = wanted + openUntil(openYear(calendar, first), from)
  for (let year = first; year <= first + HORIZON; year++) {
    const open = openYear(calendar, year)
    if (left <= open.total) return instantAfter(open, left)
    left -= open.total
  }
  return null
}

/**
 * @param at UTC ms
 * @returns UTC ms: `at` itself while it is open, or else the next opening; null: never, or not within
 *   HORIZON years
 */
export function nextOpening(calendar: Calendar, at: number): number | null {
  const first = yearOf(at)
  for (let year = first; year <= first + HORIZON; year++) {
    const { starts, ends } = openYear(calendar, year)
    const start = starts[firstAbove(ends, at)]
    if (start !== undefined) return Math.max(start, at)
  }
  return null
}

/**
 * @param at UTC ms
 * @returns UTC ms: `at` itself while it is closed, or else when it closes; null: it stays open, at least for
 *   HORIZON years
 */
export function nextClosing(calendar: Calendar, at: number): number | null {
  let end = at
  const first = yearOf(at)
  for (let year = first; year <= first + HORIZON; year++) {
    const { starts, ends } = openYear(calendar, year)
    const index = firstAbove(ends, end)
    const start = starts[index]
    if (start === undefined || start > end) return end
    end = ends[index] ?? end
    if (end < Date.UTC(year + 1, 0, 1)) return end
  }
  return null
}

export function isOpen(calendar: Calendar, at: number): boolean {
  return nextOpening(calendar, at) === at
}

/** Years as JavaScript's dates know them: ±270,000. */
function yearOf(at: number): number {
  const year = new Date(at).getUTCFullYear()
  if (Number.isNaN(year)) throw new RangeError(`${at} is no instant`)
  return year
}

/** Open ms of the year before an instant that lies in it. */
function openUntil({ starts, ends, before, total }: OpenYear, at: number): number {
  const index = firstAbove(ends, at)
  const [start, sum] = [starts[index], before[index]]
  return start === undefined || sum === undefined ? total : sum + Math.max(0, at - start)
}

/** The earliest instant of the year by which `open` ms have passed; at least one, at most all of them. */
function instantAfter({ starts, before }: OpenYear, open: number): number {
  const index = firstAtLeast(before, open) - 1
  return (starts[index] ?? 0) + open - (before[index] ?? 0)
}

/** Index of the first value above `bound` in a rising list; its length when there is none. */
function firstAbove(values: readonly number[], bound: number): number {
  return firstWhere(values, (value) => value > bound)
}

function firstAtLeast(values: readonly number[], bound: number): number {
  return firstWhere(values, (value) => value >= bound)
}

function firstWhere(values: readonly number[], isPast: (value: number) => boolean): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const value = values[middle]
    if (value === undefined || isPast(value)) high = middle
    else low = middle + 1
  }
  return low
}
