import fc from 'fast-check'
import type { Calendar, Closing, ExtraOpening, Period } from '../../src/business-time/calendar.ts'

const at9 = 9 * 60
const office: Period[] = [{ opens: at9, closes: 18 * 60 }]

/** Monday to Friday from 9 to 18 in Tokyo, with no holidays, unless told otherwise. */
export function calendar(change: Partial<Calendar> = {}): Calendar {
  return {
    timeZone: 'Asia/Tokyo',
    week: [[], office, office, office, office, office, []],
    region: null,
    holidays: new Map(),
    closings: [],
    openings: [],
    ...change,
  }
}

export function everyDay(...periods: Period[]): Period[][] {
  return Array.from({ length: 7 }, () => periods)
}

export const zones = [
  'Asia/Tokyo',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Pacific/Apia',
] as const

/** Where something is odd: clocks that change, a year that ends, a leap day, a day that never was. UTC ms. */
const oddMoments = [
  ...['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z'],
  ...['2026-04-04T15:00Z', '2026-10-03T15:30Z', '2026-02-15T02:00Z', '2026-03-22T02:00Z'],
  ...['2026-12-31T15:00Z', '2027-01-01T00:00Z', '2028-02-28T15:00Z', '2024-02-29T12:00Z'],
  ...['2011-12-30T10:00Z', '2026-05-04T00:00Z'],
].map((iso) => Date.parse(iso))

const DAY = 86_400_000

/** A whole minute within three days of something odd. UTC ms. */
export const instants = fc
  .tuple(fc.constantFrom(...oddMoments), fc.integer({ min: -4320, max: 4320 }))
  .map(([odd, minutes]) => odd + minutes * 60_000)

const periods: fc.Arbitrary<Period> = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .map(([opens, length]) => ({ opens, closes: opens + length }))

const days = fc
  .tuple(fc.constantFrom(...oddMoments), fc.integer({ min: -4, max: 4 }))
  .map(([odd, number]) => new Date(odd + number * DAY).toISOString().slice(0, 10))

const closings: fc.Arbitrary<Closing> = fc
  .tuple(days, fc.integer({ min: 0, max: 9 }), fc.boolean())
  .map(([from, length, yearly]) => {
    const until = new Date(Date.parse(from) + length * DAY).toISOString().slice(0, 10)
    return { from, until, yearly, name: '休業' }
  })

const openings: fc.Arbitrary<ExtraOpening> = fc
  .tuple(days, fc.array(periods, { maxLength: 2 }))
  .map(([on, own]) => ({ on, periods: own, name: '臨時営業' }))

/** Any hours: several a day, past midnight, overlapping, all day, never. */
export const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(...zones),
  week: fc.array(fc.array(periods, { maxLength: 3 }), { minLength: 7, maxLength: 7 }),
  region: fc.constant(null),
  holidays: fc
    .array(days, { maxLength: 4 })
    .map((all) => new Map(all.map((day) => [day, { ja: '祝日', en: 'Holiday' }]))),
  closings: fc.array(closings, { maxLength: 3 }),
  openings: fc.array(openings, { maxLength: 2 }),
})
