import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readSpan } from '../../src/target/span.ts'

describe('a span of business time', () => {
  const read: [string, number | null][] = [
    ['', null],
    ['  ', null],
    ['90', 90],
    ['９０分', 90],
    ['4時間', 240],
    ['1時間30分', 90],
    ['1 時間 30 分間', 90],
    ['1.5時間', 90],
    ['2:30', 150],
    ['4h', 240],
    ['1h 30m', 90],
    ['2 Hours', 120],
    ['45 mins', 45],
    ['1,000', 1000],
    ['60000', 60000],
  ]
  for (const [typed, minutes] of read)
    it(`is read from "${typed}"`, () => assert.deepEqual(readSpan(typed), { minutes }))

  const refused: [string, string][] = [
    ['0', 'not-positive'],
    ['0分', 'not-positive'],
    ['0:00', 'not-positive'],
    ['-30', 'not-positive'],
    ['−30', 'not-positive'],
    ['-1時間', 'not-positive'],
    ['0.4', 'not-positive'],
    ['60001', 'too-long'],
    ['999999999999', 'too-long'],
    ['9999999時間', 'too-long'],
    ['soon', 'unreadable'],
    ['2:75', 'unreadable'],
    ['1e3', 'unreadable'],
    ['NaN', 'unreadable'],
    ['4時間30', 'unreadable'],
    ['なるべく早く', 'unreadable'],
    ['1'.repeat(10_000), 'unreadable'],
  ]
  for (const [typed, why] of refused)
    it(`is refused for "${typed.slice(0, 20)}": ${why}`, () =>
      assert.deepEqual(readSpan(typed), { refused: why }))
})
