import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  afterBusinessMinutes,
  businessMinutesBetween,
  isOpen,
  nextClosing,
  nextOpening,
} from '../../src/business-time/business-time.ts'
import type { Calendar } from '../../src/business-time/calendar.ts'
import { calendars, instants } from './calendars.ts'

const MINUTE = 60_000
const holds = <T>(property: fc.IProperty<T>, numRuns: number) =>
  fc.assert(property, { numRuns, seed: 20261120 })

describe('business time', () => {
  it('is what somebody counts who looks at the clock on the wall each minute', () => {
    holds(
      fc.property(calendars, instants, fc.integer({ min: 0, max: 2000 }), (calendar, from, minutes) => {
        const to = from + minutes * MINUTE
        assert.equal(businessMinutesBetween(calendar, from, to), countedBetween(calendar, from, to))
      }),
      400,
    )
  })

  it('adds up: the parts of a stretch are the whole, in whatever order', () => {
    holds(
      fc.property(calendars, instants, instants, instants, (calendar, a, b, c) => {
        const whole = businessMinutesBetween(calendar, a, c)
        const parts = businessMinutesBetween(calendar, a, b) + businessMinutesBetween(calendar, b, c)
        assert.equal(parts, whole)
      }),
      400,
    )
  })

  it('comes back: as many minutes lie before the instant after them', () => {
    holds(
      fc.property(calendars, instants, fc.integer({ min: 0, max: 20_000 }), (calendar, from, minutes) => {
        const at = afterBusinessMinutes(calendar, from, minutes)
        if (at === null) return
        assert.equal(businessMinutesBetween(calendar, from, at), minutes)
        // A millisecond earlier it is not yet so long: there is no earlier instant.
        if (minutes > 0) assert.ok(businessMinutesBetween(calendar, from, at - 1) < minutes)
      }),
      400,
    )
  })

  it('never runs back: more minutes end later, and a later begin ends no earlier', () => {
    holds(
      fc.property(
        calendars,
        instants,
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        (calendar, from, minutes, more) => {
          const [one, other] = [minutes, minutes + more].map((n) => afterBusinessMinutes(calendar, from, n))
          const late = afterBusinessMinutes(calendar, from + more * MINUTE, minutes)
          if (one == null || other == null || late == null) return
          assert.ok(one < other)
          assert.ok(one <= late)
          assert.ok(businessMinutesBetween(calendar, from, from + more * MINUTE) >= 0)
        },
      ),
      400,
    )
  })

  it('opens and closes where the clock on the wall says so', () => {
    holds(
      fc.property(calendars, instants, (calendar, at) => {
        assert.equal(isOpen(calendar, at), isOpenByTheWall(calendar, at))
        const [opening, closing] = [nextOpening(calendar, at), nextClosing(calendar, at)]
        if (opening !== null) {
          assert.ok(isOpenByTheWall(calendar, opening))
          assert.equal(businessMinutesBetween(calendar, at, opening), 0)
        }
        if (closing !== null) {
          assert.ok(!isOpenByTheWall(calendar, closing))
          assert.equal(businessMinutesBetween(calendar, at, closing), (closing - at) / MINUTE)
        }
      }),
      400,
    )
  })
})

/** The slow way: each minute by itself. */
function countedBetween(calendar: Calendar, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at += MINUTE) if (isOpenByTheWall(calendar, at)) count++
  return count
}

/** The meaning of a calendar, written without any of its arithmetic. */
function isOpenByTheWall(calendar: Calendar, at: number): boolean {
  const wall = wallClock(calendar.timeZone, at)
  const before = new Date(Date.parse(wall.day) - 86_400_000).toISOString().slice(0, 10)
  return (
    periodsOn(calendar, wall.day).some((one) => one.opens <= wall.minute && wall.minute < one.closes) ||
    periodsOn(calendar, before).some(
      (one) => one.opens <= wall.minute + 1440 && wall.minute + 1440 < one.closes,
    )
  )
}

function periodsOn({ week, holidays, closings, openings }: Calendar, day: string) {
  const own = openings.filter(({ on }) => on === day)
  if (own.length > 0) return own.flatMap(({ periods }) => periods)
  const closed = closings.some(({ from, until, yearly }) => {
    if (day < from || !yearly) return from <= day && day <= until
    const [year, years] = [Number(day.slice(0, 4)), Number(until.slice(0, 4)) - Number(from.slice(0, 4))]
    return [year - 1, year].some(
      (first) => `${first}${from.slice(4)}` <= day && day <= `${first + years}${until.slice(4)}`,
    )
  })
  if (closed || holidays.has(day)) return []
  return week[new Date(day).getUTCDay()] ?? []
}

const formats = new Map<string, Intl.DateTimeFormat>()

function wallClock(timeZone: string, at: number): { day: string; minute: number } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })
  formats.set(timeZone, format)
  const [day = '', time = ''] = format.format(at).split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return { day, minute: hour * 60 + minute }
}
