import { type Calendar, type DayReason, dayOf, hoursOn, type Period, weekdayOf } from './calendar.ts'
import { offsetAt } from './zone.ts'

/** Days in a row that are special for the same reason. */
export type ComingDays = {
  first: number
  last: number
  reason: Exclude<DayReason, { kind: 'week' }>
  periods: readonly Period[]
  /** By the week alone it would be closed on all of these days, too. */
  isFreeAnyway: boolean
}

/** The number of the local day, counted from 1970-01-01. */
export function dayNumber(calendar: Calendar, at: number): number {
  return Math.floor((at + offsetAt(calendar.timeZone, at)) / 86_400_000)
}

/**
 * Holidays, closings and openings from today on, in order.
 *
 * @param at UTC ms
 * @param days how far to look
 */
export function comingDays(calendar: Calendar, at: number, days: number): ComingDays[] {
  const today = dayNumber(calendar, at)
  const found: ComingDays[] = []
  for (let day = today; day < today + days; day++) {
    const { reason, periods } = hoursOn(calendar, dayOf(day), weekdayOf(day))
    if (reason.kind === 'week') continue
    const isFreeAnyway = calendar.week[weekdayOf(day)]?.length === 0
    const before = found.at(-1)
    if (
      before &&
      before.last === day - 1 &&
      before.reason.kind === 'closing' &&
      isSame(before.reason, reason)
    ) {
      before.last = day
      before.isFreeAnyway &&= isFreeAnyway
    } else {
      found.push({ first: day, last: day, reason, periods, isFreeAnyway })
    }
  }
  return found
}

function isSame(one: DayReason, other: DayReason): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
