import { type Calendar, dayOf, hoursOn, type Period, weekdayOf } from './calendar.ts'
import { DAY, type Stretch, stretchesOf } from './zone.ts'

/** When a calendar is open during one year of UTC. Intervals in order, apart from each other; ms. */
export type OpenYear = {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Open ms of the year before each interval. */
  readonly before: readonly number[]
  /** Open ms of the whole year. */
  readonly total: number
}

/** Worked out once for each calendar and year: with it every question is a search in a sorted list. */
export function openYear(calendar: Calendar, year: number): OpenYear {
  let years = remembered.get(calendar)
  if (!years) {
    years = new Map()
    remembered.set(calendar, years)
  }
  const known = years.get(year)
  if (known) return known
  const made = summed(intervalsOf(calendar, year))
  years.set(year, made)
  return made
}

const remembered = new WeakMap<Calendar, Map<number, OpenYear>>()

type Interval = { start: number; end: number }

const MINUTE = 60_000

/**
 * It is open at an instant when the clock on the wall shows a time within a period. Between two changes of
 * the clocks the wall runs like UTC, so each such stretch is laid out by itself: the hour that a change skips
 * is missing in it, and the hour that is repeated stands in two.
 */
function intervalsOf(calendar: Calendar, year: number): Interval[] {
  const periodsOn = periodsReader(calendar)
  return joined(
    stretchesOf(calendar.timeZone, year).flatMap((stretch) => intervalsWithin(stretch, periodsOn)),
  )
}

function intervalsWithin(
  { from, until, offset }: Stretch,
  periodsOn: (day: number) => readonly Period[],
): Interval[] {
  const found: Interval[] = []
  // A period of the day before may run into the first one.
  const last = Math.floor((until - 1 + offset) / DAY)
  for (let day = Math.floor((from + offset) / DAY) - 1; day <= last; day++) {
    for (const { opens, closes } of periodsOn(day)) {
      const start = Math.max(day * DAY + opens * MINUTE - offset, from)
      const end = Math.min(day * DAY + closes * MINUTE - offset, until)
      if (start < end) found.push({ start, end })
    }
  }
  return found
}

function periodsReader(calendar: Calendar): (day: number) => readonly Period[] {
  const read = new Map<number, readonly Period[]>()
  return (day) => {
    const known = read.get(day)
    if (known) return known
    const { periods } = hoursOn(calendar, dayOf(day), weekdayOf(day))
    read.set(day, periods)
    return periods
  }
}

/** Intervals that touch or overlap become one: nobody's minute counts twice. */
function joined(intervals: Interval[]): Interval[] {
  const all: Interval[] = []
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else all.push({ start, end })
  }
  return all
}

function summed(intervals: readonly Interval[]): OpenYear {
  const before: number[] = []
  let total = 0
  for (const { start, end } of intervals) {
    before.push(total)
    total += end - start
  }
  return { starts: intervals.map(({ start }) => start), ends: intervals.map(({ end }) => end), before, total }
}
