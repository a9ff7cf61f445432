/**
 * A stretch of opening hours, in minutes since midnight of the day on which it begins. `closes` above 1440
 * runs past midnight (22:00–6:00 is 1320–1800); 0–1440 is the whole day.
 */
export type Period = { readonly opens: number; readonly closes: number }

/** Local days as YYYY-MM-DD: as text they compare in their order. */
export type Day = string

/** Days on which the mailbox is closed. `until` is the last of them. */
export type Closing = {
  readonly from: Day
  readonly until: Day
  /** Each year again, from this one on; the days may run over the new year. At most a year long. */
  readonly yearly: boolean
  readonly name: string
}

/** A day that has hours of its own, whatever the weekday, a holiday or a closing say. */
export type ExtraOpening = { readonly on: Day; readonly periods: readonly Period[]; readonly name: string }

export type HolidayName = { readonly ja: string; readonly en: string }

/**
 * When a mailbox works. A period belongs to the day on which it begins: a night that begins before a holiday
 * runs to its end, and one that would begin on the holiday does not take place.
 *
 * A plain value, never changed in place: what was worked out about it is remembered with the object.
 */
export type Calendar = {
  /** IANA */
  readonly timeZone: string
  /** By weekday, Sunday first as in `Date`. */
  readonly week: readonly (readonly Period[])[]
  /** `JP`, `DE`, `DE-BY`; null: no holidays are kept. */
  readonly region: string | null
  /** The holidays of the region, as far as they are known. */
  readonly holidays: ReadonlyMap<Day, HolidayName>
  readonly closings: readonly Closing[]
  readonly openings: readonly ExtraOpening[]
}

export const MINUTES_OF_DAY = 1440

/** Why a day has the hours it has. `week` is the ordinary case. */
export type DayReason =
  | { kind: 'week' }
  | { kind: 'opening'; name: string }
  | { kind: 'closing'; name: string }
  | { kind: 'holiday'; name: HolidayName }

/** The periods that begin on a day, and why these. An own opening counts before a closing, that before a holiday. */
export function hoursOn(
  calendar: Calendar,
  day: Day,
  weekday: number,
): { periods: readonly Period[]; reason: DayReason } {
  const opening = calendar.openings.filter(({ on }) => on === day)
  if (opening[0]) {
    return {
      periods: opening.flatMap(({ periods }) => periods),
      reason: { kind: 'opening', name: opening[0].name },
    }
  }
  const closing = calendar.closings.find((one) => closesOn(one, day))
  if (closing) return { periods: [], reason: { kind: 'closing', name: closing.name } }
  const holiday = calendar.holidays.get(day)
  if (holiday) return { periods: [], reason: { kind: 'holiday', name: holiday } }
  return { periods: calendar.week[weekday] ?? [], reason: { kind: 'week' } }
}

export function closesOn({ from, until, yearly }: Closing, day: Day): boolean {
  if (!yearly) return from <= day && day <= until
  if (day < from) return false
  const [first, last, asked] = [from, until, day].map((one) => one.slice(-5))
  if (first === undefined || last === undefined || asked === undefined) return false
  return first <= last ? first <= asked && asked <= last : first <= asked || asked <= last
}

/** The local day, as YYYY-MM-DD, that begins so many days after 1970-01-01. */
export function dayOf(number: number): Day {
  const iso = new Date(number * 86_400_000).toISOString()
  return iso.slice(0, iso.indexOf('T'))
}

/** Sunday 0. 1970-01-01 was a Thursday. */
export function weekdayOf(number: number): number {
  return (((number + 4) % 7) + 7) % 7
}
