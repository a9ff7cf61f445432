import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  dayAndTime,
  dueTime,
  exactTime,
  fieldTime,
  fullTime,
  lateness,
  makeReader,
  sealDay,
  shortTime,
} from '../../views/reader.ts'

const at = (iso: string) => Date.parse(iso)
const now = at('2026-11-20T14:31:00+09:00')
const tokyo = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now, newestFirst: true })
const london = makeReader({ locale: 'en', timeZone: 'Europe/London', now, newestFirst: true })

describe('a time in a list', () => {
  test('today is a clock', () => {
    assert.equal(shortTime(tokyo, at('2026-11-20T00:00:00+09:00')), '00:00')
  })
  test('one minute before midnight is yesterday', () => {
    assert.equal(shortTime(tokyo, at('2026-11-19T23:59:00+09:00')), '昨日')
  })
  test('this year has no year', () => {
    assert.equal(shortTime(tokyo, at('2026-08-02T10:00:00+09:00')), '8/02')
  })
  test('another year is told', () => {
    assert.equal(shortTime(tokyo, at('2025-11-20T10:00:00+09:00')), '2025/11/20')
  })
  test('what is today in Tokyo can be yesterday in London', () => {
    const evening = at('2026-11-19T20:00:00+00:00')
    assert.equal(shortTime(tokyo, evening), '05:00')
    assert.equal(shortTime(london, evening), 'yesterday')
  })
})

test('a deadline names today and tomorrow', () => {
  assert.equal(dueTime(tokyo, at('2026-11-20T17:00:00+09:00')), '今日 17:00')
  assert.equal(dueTime(tokyo, at('2026-11-21T10:00:00+09:00')), '明日 10:00')
  assert.equal(dueTime(london, at('2026-11-27T17:00:00+00:00')), '27 Nov 17:00')
})

test('lateness is told in the largest whole unit', () => {
  const late = (reader: typeof tokyo, iso: string) => lateness(reader, at(iso))
  assert.equal(late(tokyo, '2026-11-20T14:30:30+09:00'), '1分超過')
  assert.equal(late(tokyo, '2026-11-20T13:32:00+09:00'), '59分超過')
  assert.equal(late(tokyo, '2026-11-20T13:31:00+09:00'), '1時間超過')
  assert.equal(late(tokyo, '2026-11-19T14:31:00+09:00'), '1日超過')
  assert.equal(late(london, '2026-11-19T14:31:00+09:00'), '1 day overdue')
  assert.equal(late(london, '2026-11-15T14:31:00+09:00'), '5 days overdue')
})

test('the end of a pause is named to the second', () => {
  assert.equal(exactTime(tokyo, at('2026-11-20T14:31:07.900+09:00')), '14:31:07')
})

test('yesterday keeps its clock beside a message', () => {
  assert.equal(dayAndTime(tokyo, at('2026-11-19T10:05:00+09:00')), '昨日 10:05')
})

test('a field and a seal stand in the reader’s zone', () => {
  assert.equal(fieldTime(tokyo, at('2026-11-20T20:30:00+00:00')), '2026-11-21T05:30')
  assert.equal(sealDay(tokyo, at('2026-11-20T20:30:00+00:00')), '26.11.21')
})

test('the whole date names the weekday', () => {
  assert.match(fullTime(tokyo, now), /2026年11月20日\(金\)/)
  assert.match(fullTime(london, now), /Fri.*20 November 2026/)
})

test('clocks that change in the night are followed', () => {
  const newYork = makeReader({
    locale: 'en',
    timeZone: 'America/New_York',
    now: at('2026-11-01T12:00:00Z'),
    newestFirst: true,
  })
  assert.equal(dayAndTime(newYork, at('2026-11-01T05:59:00Z')), '01:59')
  assert.equal(dayAndTime(newYork, at('2026-11-01T06:01:00Z')), '01:01')
  const kathmandu = makeReader({ locale: 'en', timeZone: 'Asia/Kathmandu', now, newestFirst: true })
  assert.equal(dayAndTime(kathmandu, at('2026-11-20T01:00:00Z')), '06:45')
})

test('the whole date is told as each language tells it', () => {
  const shape = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' } as const
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  for (const [reader, locale] of [
    [tokyo, 'ja-JP'],
    [london, 'en-GB'],
  ] as const) {
    const whole = new Intl.DateTimeFormat(locale, { ...shape, ...clock, timeZone: reader.timeZone })
    for (let hour = 0; hour < 10_000; hour += 97) {
      const then = now - hour * 3_600_000
      assert.equal(fullTime(reader, then), whole.format(then))
    }
  }
})
