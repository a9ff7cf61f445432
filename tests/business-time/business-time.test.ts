import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  afterBusinessMinutes,
  businessMinutesBetween,
  HORIZON,
  isOpen,
  nextClosing,
  nextOpening,
} from '../../src/business-time/business-time.ts'
import { holidaysOf } from '../../src/business-time/holidays.ts'
import { calendar, everyDay } from './calendars.ts'

/** A time on Tokyo's clocks, as UTC ms. */
const tokyo = (time: string) => Date.parse(`${time}:00+09:00`)
const inTokyo = (at: number | null) =>
  at === null ? null : new Date(at + 9 * 3_600_000).toISOString().slice(0, 16)
const HOUR = 60

describe('an office from Monday to Friday, 9:00 to 18:00', () => {
  const office = calendar()

  const spans: [string, string, number][] = [
    ['2026-11-20T10:00', '2026-11-20T10:30', 30],
    ['2026-11-20T08:00', '2026-11-20T09:00', 0],
    ['2026-11-20T17:30', '2026-11-24T09:30', 30 + 9 * HOUR + 30],
    ['2026-11-21T00:00', '2026-11-23T00:00', 0],
    ['2026-11-20T17:59', '2026-11-20T23:00', 1],
    ['2026-11-20T23:00', '2026-11-20T17:59', -1],
  ]
  for (const [from, to, minutes] of spans) {
    it(`counts ${minutes} minutes from ${from} to ${to}`, () =>
      assert.equal(businessMinutesBetween(office, tokyo(from), tokyo(to)), minutes))
  }

  it('counts parts of a minute', () => {
    const at = tokyo('2026-11-20T10:00')
    assert.equal(businessMinutesBetween(office, at, at + 1500), 0.025)
  })

  const ends: [string, number, string][] = [
    ['2026-11-20T17:30', 30, '2026-11-20T18:00'],
    ['2026-11-20T17:30', 31, '2026-11-23T09:01'],
    ['2026-11-21T12:00', 1, '2026-11-23T09:01'],
    ['2026-11-20T12:34', 0, '2026-11-20T12:34'],
    ['2026-11-21T12:00', 0, '2026-11-21T12:00'],
    ['2026-11-20T09:00', 45 * HOUR, '2026-11-26T18:00'],
  ]
  for (const [from, minutes, at] of ends) {
    it(`ends ${minutes} minutes after ${from} at ${at}`, () =>
      assert.equal(inTokyo(afterBusinessMinutes(office, tokyo(from), minutes)), at))
  }

  it('refuses minutes below nothing, and what is no number and no instant', () => {
    assert.throws(() => afterBusinessMinutes(office, 0, -1), RangeError)
    assert.throws(() => afterBusinessMinutes(office, 0, Number.NaN), RangeError)
    assert.throws(() => businessMinutesBetween(office, 0, Number.NaN), RangeError)
  })
})

describe('holidays and closings', () => {
  it('keep an office in Japan closed over the Golden Week with its substitute day', async () => {
    const office = calendar({ holidays: await holidaysOf('JP', tokyo('2026-04-01T00:00')) })
    // 29 April is a holiday, and 6 May the substitute for the 3rd, which is a Sunday.
    assert.equal(
      businessMinutesBetween(office, tokyo('2026-04-28T17:00'), tokyo('2026-05-07T10:00')),
      20 * HOUR,
    )
    assert.equal(inTokyo(nextOpening(office, tokyo('2026-05-01T18:00'))), '2026-05-07T09:00')
  })

  it('reach over the new year, each year again', async () => {
    const closings = [{ from: '2025-12-29', until: '2026-01-03', yearly: true, name: '年末年始' }]
    const office = calendar({ closings, holidays: await holidaysOf('JP', tokyo('2026-04-01T00:00')) })
    for (const [eve, back] of [
      ['2025-12-26T18:00', '2026-01-05T09:00'],
      ['2026-12-28T18:00', '2027-01-04T09:00'],
      ['2027-12-28T18:00', '2028-01-04T09:00'],
    ] as const) {
      assert.equal(inTokyo(nextOpening(office, tokyo(eve))), back)
    }
    assert.ok(isOpen(office, tokyo('2024-12-30T10:00')), 'not before the first of its years')
  })

  it('give way to a day that is opened', () => {
    const openings = [{ on: '2026-11-23', periods: [{ opens: 600, closes: 720 }], name: '臨時窓口' }]
    const office = calendar({ openings, holidays: new Map([['2026-11-23', { ja: '勤労感謝の日', en: '' }]]) })
    assert.equal(inTokyo(nextOpening(office, tokyo('2026-11-20T18:00'))), '2026-11-23T10:00')
    assert.equal(inTokyo(nextClosing(office, tokyo('2026-11-23T10:00'))), '2026-11-23T12:00')
  })

  it('close on a leap day in leap years only', () => {
    const closings = [{ from: '2024-02-29', until: '2024-02-29', yearly: true, name: '閏日' }]
    const office = calendar({ week: everyDay({ opens: 0, closes: 1440 }), closings })
    const february = (year: number) =>
      businessMinutesBetween(office, tokyo(`${year}-02-28T00:00`), tokyo(`${year}-03-02T00:00`)) / HOUR
    assert.deepEqual([2027, 2028].map(february), [48, 48])
  })
})

describe('a night shift', () => {
  const nights = calendar({ week: everyDay({ opens: 22 * HOUR, closes: 30 * HOUR }) })

  it('runs past midnight', () => {
    assert.equal(inTokyo(nextClosing(nights, tokyo('2026-11-20T23:00'))), '2026-11-21T06:00')
    assert.equal(
      businessMinutesBetween(nights, tokyo('2026-11-20T21:00'), tokyo('2026-11-21T09:00')),
      8 * HOUR,
    )
  })

  it('that begins before a holiday runs to its end, and one that would begin on it does not take place', () => {
    const closings = [{ from: '2026-11-23', until: '2026-11-23', yearly: false, name: '祝日' }]
    const closed = { ...nights, closings }
    assert.ok(isOpen(closed, tokyo('2026-11-23T05:59')))
    assert.ok(!isOpen(closed, tokyo('2026-11-23T22:00')))
    assert.ok(!isOpen(closed, tokyo('2026-11-24T05:00')))
  })
})

describe('clocks that change', () => {
  const berlin = calendar({ timeZone: 'Europe/Berlin', week: everyDay({ opens: 0, closes: 1440 }) })
  const day = (iso: string) => Date.parse(`${iso}T00:00:00+01:00`)

  it('make a day of 23 or of 25 hours, of which each is counted', () => {
    assert.equal(
      businessMinutesBetween(berlin, day('2026-03-29'), day('2026-03-29') + 23 * 3_600_000),
      23 * HOUR,
    )
    const night = { ...berlin, week: everyDay({ opens: 60, closes: 4 * HOUR }) }
    const hours = (iso: string) => businessMinutesBetween(night, day(iso), day(iso) + 12 * 3_600_000) / HOUR
    assert.deepEqual([hours('2026-03-29'), hours('2026-10-24')], [2, 3])
    assert.equal(
      businessMinutesBetween(night, Date.parse('2026-10-24T22:00Z'), Date.parse('2026-10-25T12:00Z')),
      4 * HOUR,
    )
  })

  it('leave out what they skip', () => {
    const skipped = { ...berlin, week: everyDay({ opens: 130, closes: 170 }) }
    assert.equal(businessMinutesBetween(skipped, day('2026-03-29'), day('2026-03-30')), 0)
    assert.equal(nextOpening(skipped, day('2026-03-29')), Date.parse('2026-03-30T00:10:00Z'))
  })
})

describe('hours that never begin, or never end', () => {
  const never = calendar({ week: everyDay() })

  it('are answered as never', () => {
    const from = tokyo('2026-11-20T10:00')
    assert.equal(nextOpening(never, from), null)
    assert.equal(afterBusinessMinutes(never, from, 1), null)
    assert.equal(afterBusinessMinutes(never, from, 0), from)
    assert.equal(businessMinutesBetween(never, from, tokyo('2036-11-20T10:00')), 0)
    assert.equal(nextClosing(never, from), from)
  })

  it('are never, too, when it would take longer than anybody looks ahead', () => {
    const minute = calendar({ week: [[], [{ opens: 540, closes: 541 }], [], [], [], [], []] })
    assert.equal(afterBusinessMinutes(minute, tokyo('2026-11-20T10:00'), 53 * (HORIZON + 2)), null)
    assert.notEqual(afterBusinessMinutes(minute, tokyo('2026-11-20T10:00'), 51 * (HORIZON - 1)), null)
  })

  it('count every minute when it is always open', () => {
    const always = calendar({ week: everyDay({ opens: 0, closes: 1440 }) })
    const from = tokyo('2026-12-31T23:00')
    assert.equal(nextClosing(always, from), null)
    assert.equal(afterBusinessMinutes(always, from, 1_000_000), from + 1_000_000 * 60_000)
  })

  it('stay quick with 500 closings, each seventy years long', () => {
    const long = Array.from({ length: 500 }, (_, number) => ({
      from: `${2020 + (number % 5)}-01-01`,
      until: '2090-12-31',
      yearly: false,
      name: '休業',
    }))
    const began = performance.now()
    assert.equal(nextOpening(calendar({ closings: long }), tokyo('2026-11-20T10:00')), null)
    assert.ok(performance.now() - began < 1000)
  })
})
