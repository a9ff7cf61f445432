import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Calendar } from '../../src/business-time/calendar.ts'
import { type Clock, type Moment, runClocks } from '../../src/target/clock.ts'
import { reckon } from '../../src/target/reckon.ts'

/** 2026-11-20 (a Friday) at an hour of Tokyo, UTC ms. */
const at = (hour: number, minute = 0, day = 20) => Date.UTC(2026, 10, day, hour - 9, minute)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const nineToSix = [{ opens: 540, closes: 1080 }]
const office: Calendar = {
  timeZone: 'Asia/Tokyo',
  week: [[], nineToSix, nineToSix, nineToSix, nineToSix, nineToSix, []],
  region: null,
  holidays: new Map(),
  closings: [],
  openings: [],
}
const never: Calendar = { ...office, week: [[], [], [], [], [], [], []] }

const limit = { minutes: 240, warnBefore: 60 }
const running: Clock = { kind: 'first_reply', startedAt: at(15), endedAt: null, endedBy: null, pauses: [] }

describe('a clock against its target', () => {
  it('is due after so many business minutes: over the weekend, on Monday morning', () => {
    const { dueAt, warnAt, used, left, outcome } = reckon(running, limit, office, at(16))
    assert.deepEqual(
      { dueAt, warnAt, used, left, outcome },
      { dueAt: at(10, 0, 23), warnAt: at(18), used: 60, left: 180, outcome: 'running' },
    )
  })

  it('stands still without a due time while it is paused, and keeps what is left', () => {
    const pauses = [{ from: at(16), to: null, why: { waiting: 'department', party: '経理部' } as const }]
    const { dueAt, used, left, outcome } = reckon({ ...running, pauses }, limit, office, at(17, 0, 24))
    assert.deepEqual({ dueAt, used, left, outcome }, { dueAt: null, used: 60, left: 180, outcome: 'paused' })
  })

  it('is due later by the business time of its pauses', () => {
    const pauses = [{ from: at(16), to: at(17), why: { waiting: 'customer' } as const }]
    assert.equal(reckon({ ...running, pauses }, limit, office, at(17)).dueAt, at(11, 0, 23))
  })

  it('stays late when it is paused after it was missed', () => {
    const pauses = [{ from: at(12, 0, 23), to: null, why: { waiting: 'customer' } as const }]
    const { dueAt, over } = reckon({ ...running, pauses }, limit, office, at(17, 0, 23))
    assert.deepEqual([dueAt, over], [at(10, 0, 23), 120])
  })

  it('is met at the very instant at which it is due, and missed after it', () => {
    const ended = (endedAt: number) =>
      reckon({ ...running, endedAt, endedBy: 'reply' }, limit, office, endedAt).outcome
    assert.equal(ended(at(10, 0, 23)), 'met')
    assert.equal(ended(at(10, 0, 23) + 1), 'missed')
  })

  it('is never due where the mailbox never opens', () =>
    assert.equal(reckon(running, limit, never, at(16)).dueAt, null))
})

const instant = fc.integer({ min: 0, max: 14 * 24 * 60 }).map((minute) => at(9) + minute * MINUTE)
const moment: fc.Arbitrary<Moment> = fc.oneof(
  fc.record({
    at: instant,
    kind: fc.constantFrom('customer_wrote' as const, 'done' as const, 'reopened' as const),
  }),
  fc
    .tuple(instant, fc.constantFrom(0, 0, 5, 500))
    .map(([writtenAt, way]) => ({ at: writtenAt + way * MINUTE, kind: 'replied' as const, writtenAt })),
)
const wait = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 5_000 }), fc.boolean())
  .map(([from, length, isOpen]) => ({
    from: at(9) + from * MINUTE,
    to: isOpen ? null : at(9) + (from + length) * MINUTE,
  }))
const waitMoments = (waits: readonly { from: number; to: number | null }[]): Moment[] =>
  waits.flatMap(({ from, to }, id): Moment[] => [
    { at: from, kind: 'wait_opened', wait: id, party: 'x' },
    ...(to === null ? [] : [{ at: to, kind: 'wait_ended' as const, wait: id, party: 'x' }]),
  ])
const story = fc.array(moment, { maxLength: 25 })
const minutes = fc.integer({ min: 2, max: 3000 })
const never_ = Number.POSITIVE_INFINITY

describe('for any story of a thread', () => {
  it('what is used and what is left make up the target, or it is over', () => {
    fc.assert(
      fc.property(story, fc.array(wait, { maxLength: 4 }), minutes, (moments, waits, target) => {
        const now = at(9) + 20 * 24 * HOUR
        for (const clock of runClocks([...moments, ...waitMoments(waits)])) {
          const { used, left, over } = reckon(clock, { minutes: target, warnBefore: 1 }, office, now)
          assert.ok(Math.abs(used + left - over - target) < 1e-6)
          assert.ok(left === 0 || over === 0)
        }
      }),
    )
  })

  it('a wait never makes anything due earlier', () => {
    fc.assert(
      fc.property(story, fc.array(wait, { maxLength: 3 }), wait, minutes, (moments, waits, more, target) => {
        const now = at(9) + 20 * 24 * HOUR
        const dues = (all: typeof waits) =>
          runClocks([...moments, ...waitMoments(all)]).map((clock) => ({
            key: `${clock.kind} ${clock.startedAt}`,
            due: reckon(clock, { minutes: target, warnBefore: 1 }, office, now).dueAt ?? never_,
          }))
        const before = dues(waits)
        for (const { key, due } of dues([...waits, more])) {
          const without = before.find((one) => one.key === key)
          assert.ok(without, `${key} is a clock only with the wait`)
          assert.ok(due >= without.due, `${key} is due earlier`)
        }
      }),
    )
  })

  it('the pauses lie within the clock, in order, and apart', () => {
    fc.assert(
      fc.property(story, fc.array(wait, { maxLength: 4 }), (moments, waits) => {
        for (const { startedAt, endedAt, pauses } of runClocks([...moments, ...waitMoments(waits)])) {
          let last = startedAt
          for (const [index, { from, to }] of pauses.entries()) {
            assert.ok(from >= last && (to === null || to > from), 'in order')
            assert.ok(
              to !== null || (index === pauses.length - 1 && endedAt === null),
              'only the last is open',
            )
            last = to ?? from
          }
          assert.ok(endedAt === null || endedAt >= last, 'before its end')
        }
      }),
    )
  })

  it('at most one clock of a reply and one until done run at a time', () => {
    fc.assert(
      fc.property(story, (moments) => {
        const open = runClocks(moments).filter(({ endedAt }) => endedAt === null)
        assert.ok(open.filter(({ kind }) => kind === 'done').length <= 1)
        assert.ok(open.filter(({ kind }) => kind !== 'done').length <= 1)
      }),
    )
  })

  it('no clock begins twice at one instant', () => {
    fc.assert(
      fc.property(story, (moments) => {
        const keys = runClocks(moments).map(({ kind, startedAt }) => `${kind} ${startedAt}`)
        assert.equal(new Set(keys).size, keys.length)
      }),
    )
  })
})
