import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Standing } from '../../src/escalation/escalation.ts'
import { nextStep } from '../../src/escalation/next-step.ts'
import { standInBy } from '../../src/escalation/stand-in.ts'
import { afterStep, raised } from '../../src/escalation/standing.ts'
import { MINUTE, START } from '../support/cast.ts'
import { around, people, randomWorld, route, rung } from './world.ts'

const { sato, kondo, mori } = people

describe('the next step of an escalation', () => {
  const waiting = (at = START) =>
    raised(route, { kind: 'instruction', level: 2, urgent: false, of: null }, at, around)

  it('calls the primary by each channel in its time, then hands the authority to the backup', () => {
    const first = waiting()
    assert.equal(first.holderId, sato)
    const second = nextStep(route, first, START, around)
    assert.deepEqual(second, { do: 'call', at: START + 10 * MINUTE, channel: 'phone', accountId: sato })
    const third = nextStep(route, afterStep(first, second, START + 10 * MINUTE), START + 10 * MINUTE, around)
    assert.deepEqual(third, { do: 'hand_over', at: START + 30 * MINUTE, level: 2, accountId: kondo })
  })

  it('raises to the next level when the backup does not accept either', () => {
    const backup = afterStep(waiting(), { do: 'hand_over', at: START, level: 2, accountId: kondo }, START)
    const step = nextStep(route, { ...backup, calls: 2 }, START, around)
    assert.deepEqual(step, {
      do: 'raise',
      at: START + 30 * MINUTE,
      level: 3,
      accountId: mori,
      stage: 'primary',
    })
  })

  it('tries no channel that would begin after the minutes to accept', () => {
    const slow = { ...route, ladder: [rung(2, { minutesToAccept: 8 }), rung(3, {})] }
    assert.equal(nextStep(slow, waiting(), START, around)?.do, 'hand_over')
  })

  it('calls whoever stands in for somebody who is away, and nobody in a circle', () => {
    const away = (accountId: number, deputyId: number | null) => ({
      accountId,
      from: START,
      until: START + 1,
      deputyId,
    })
    const there = (id: number) => id !== 99
    assert.equal(standInBy([away(sato, kondo), away(kondo, mori)], there)(sato, START), mori)
    assert.equal(standInBy([away(sato, kondo), away(kondo, sato)], there)(sato, START), null)
    assert.equal(standInBy([away(sato, 99)], there)(sato, START), null)
  })

  it('calls everybody again and again once there is no level above', () => {
    const top = { ...waiting(), level: 4, stage: 'backup' as const, calls: 2 }
    const step = nextStep(route, top, START, around)
    assert.equal(step?.do, 'call_everybody')
    const all = afterStep(top, { do: 'call_everybody', at: START }, START)
    assert.equal(all.holderId, null)
    assert.deepEqual(nextStep(route, all, START, around), { do: 'call_everybody', at: START + 15 * MINUTE })
    const again = afterStep(all, { do: 'call_everybody', at: START }, START + 15 * MINUTE)
    assert.deepEqual(nextStep(route, again, START, around), { do: 'call_everybody', at: START + 30 * MINUTE })
  })

  it('always has a next step with a time, one person with the authority, and no step twice', () => {
    fc.assert(
      fc.property(randomWorld, ({ route, around, level, urgent, late }) => {
        let now = START
        let standing = raised(route, { kind: 'instruction', level, urgent, of: null }, now, around)
        const made = new Set<string>()
        let highest = 0
        for (let n = 0; n < 40; n++) {
          assert.equal(standing.holderId === null, standing.stage === 'everybody')
          assert.ok(standing.level >= highest)
          highest = standing.level
          const step = nextStep(route, standing, now, around)
          assert.ok(step && Number.isFinite(step.at))
          now = Math.max(now, step.at) + (late[n % late.length] ?? 0) * MINUTE
          // It is asked again when it is due: who is there may have changed.
          const due = nextStep(route, standing, now, around)
          assert.ok(due && due.at <= now)
          standing = afterStep(standing, due, now)
          const name = JSON.stringify([standing.level, standing.stage, standing.calls])
          assert.ok(!made.has(name), `made twice: ${name}`)
          made.add(name)
        }
        assert.equal(standing.stage, 'everybody')
      }),
      { numRuns: 500 },
    )
  })

  it('reminds the one who accepted from the due time on, again and again', () => {
    fc.assert(
      fc.property(randomWorld, fc.nat(500), ({ route, around }, dueIn) => {
        const dueAt = START + dueIn * MINUTE
        let standing: Standing = { ...waiting(), state: 'accepted', decisionDueAt: dueAt }
        let before = Number.NEGATIVE_INFINITY
        for (let n = 0; n < 10; n++) {
          const step = nextStep(route, standing, START, around)
          assert.ok(step?.do === 'remind' && step.at > before && step.at >= dueAt)
          before = step.at
          standing = { ...standing, ...afterStep(standing, step, step.at), state: 'accepted' }
        }
      }),
    )
  })
})
