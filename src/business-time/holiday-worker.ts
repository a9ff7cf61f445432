import { parentPort, workerData } from 'node:worker_threads'
import Holidays, { type HolidaysTypes } from 'date-holidays'
import type { Day, HolidayName } from './calendar.ts'
import type { Region } from './holidays.ts'

export type HolidayQuestion =
  | { ask: 'regions' }
  | { ask: 'holidays'; region: string; from: number; until: number }

export type HolidayAnswer = { regions?: Region[]; holidays?: [Day, HolidayName][] }

const HOUR = 3_600_000
const DAY = 24 * HOUR

// Nothing but holidays.ts starts this file, with a question of this type.
const question: HolidayQuestion = workerData
parentPort?.postMessage(answerTo(question))

function answerTo(asked: HolidayQuestion): HolidayAnswer {
  return asked.ask === 'regions' ? { regions: regions() } : { holidays: holidays(asked) }
}

function regions(): Region[] {
  const known = new Holidays()
  return Object.keys(known.getCountries('en'))
    .toSorted()
    .flatMap((country) => [
      { code: country, country, state: null },
      ...Object.entries(known.getStates(country) ?? {}).map(([state, name]) => ({
        code: `${country}-${state}`,
        country,
        state: name,
      })),
    ])
}

function holidays({ region, from, until }: HolidayQuestion & { ask: 'holidays' }): [Day, HolidayName][] {
  const [, country = '', state = ''] = /^([^-]+)(?:-(.+))?$/.exec(region) ?? []
  // "bank", "school", "optional" and "observance" close no office.
  const known = new Holidays(country, state, { types: ['public'] })
  const found: [Day, HolidayName][] = []
  for (let year = from; year <= until; year++) {
    const inEnglish = known.getHolidays(year, 'en')
    for (const [index, holiday] of known.getHolidays(year, 'ja').entries()) {
      const name = { ja: holiday.name, en: inEnglish[index]?.name ?? holiday.name }
      for (const day of daysOf(holiday)) found.push([day, name])
    }
  }
  return found
}

/**
 * The days of which the holiday covers at least a half: some begin at sunset the evening before, and an
 * afternoon off closes no office for the day.
 */
function daysOf({ date, start, end }: HolidaysTypes.Holiday): Day[] {
  const [, first, hours = '0', minutes = '0'] = /^(\d{4}-\d\d-\d\d)(?: (\d\d):(\d\d))?/.exec(date) ?? []
  if (!first) return []
  const midnight = Date.parse(first)
  const begins = midnight + Number(hours) * HOUR + Number(minutes) * 60_000
  const ends = begins + end.getTime() - start.getTime()
  const days: Day[] = []
  for (let day = midnight; day < ends; day += DAY) {
    const covered = Math.min(ends, day + DAY) - Math.max(begins, day)
    // A day on which the clocks change has 23 hours.
    if (covered >= DAY / 2 - HOUR) days.push(new Date(day).toISOString().slice(0, 10))
  }
  return days
}
