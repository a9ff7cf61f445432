import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Hours } from '../../src/escalation/route.ts'
import { foresee } from '../../src/route/foresee.ts'
import { routeChanges } from '../../src/route/route-changes.ts'
import { always, around, people, route } from '../escalation/world.ts'
import { MINUTE, START } from '../support/cast.ts'

const plain = { level: 2, urgent: false }
const minutes = (at: number) => (at - START) / MINUTE

describe('what would happen', () => {
  test('names everybody who would be called, when, and by which channel', () => {
    const rungs = foresee(route, plain, START, around)
    assert.deepEqual(
      rungs.map(({ accountId, stage, at }) => [accountId, stage, minutes(at)]),
      [
        [people.sato, 'primary', 0],
        [people.kondo, 'backup', 30],
        [people.mori, 'primary', 60],
        [people.ueda, 'backup', 90],
        [people.honda, 'primary', 120],
        [people.shacho, 'backup', 150],
        [null, 'everybody', 180],
      ],
    )
    assert.deepEqual(
      rungs[1]?.calls.map(({ channel, at }) => [channel, minutes(at)]),
      [
        ['chat', 30],
        ['phone', 40],
      ],
    )
  })

  test('passes over a level whose people are away', () => {
    const away = new Set([people.mori, people.ueda])
    const standIn = (id: number) => (away.has(id) ? null : id)
    const called = foresee(route, plain, START, { hours: always, standIn }).map(({ accountId }) => accountId)
    assert.deepEqual(called, [people.sato, people.kondo, people.honda, people.shacho, null])
  })

  test('climbs the other ladder outside hours', () => {
    const hours: Hours = { isOpen: () => false, after: () => null }
    const night = { ...route, outside: route.ladder.slice(2) }
    const called = foresee(night, { level: 4, urgent: false }, START, { ...around, hours })
    assert.deepEqual(
      called.map(({ accountId }) => accountId),
      [people.honda, people.shacho, null],
    )
  })

  test('calls everybody at once where there is no level', () => {
    assert.deepEqual(foresee({ ...route, ladder: [] }, plain, START, around), [
      { level: 2, stage: 'everybody', accountId: null, at: START, calls: [] },
    ])
  })
})

describe('the difference between two versions', () => {
  test('is none between equal ones', () => assert.deepEqual(routeChanges(route, structuredClone(route)), []))

  test('knows a level by its number, and tells each change of it', () => {
    const [two, three, four] = route.ladder
    assert.ok(two && three && four)
    const after = {
      ...route,
      ladder: [{ ...two, backupId: 9, minutesToAccept: 5 }, four, { ...four, level: 5 }],
      outside: [four],
      repeatMinutes: 1,
    }
    const changes = routeChanges(route, after)
    assert.deepEqual(
      changes.map(({ what }) => what),
      ['level_removed', 'backup', 'accept', 'level_added', 'outside_added', 'level_added', 'repeat'],
    )
    assert.deepEqual(changes[1], {
      ladder: 'inside',
      what: 'backup',
      title: '係長',
      from: people.kondo,
      to: 9,
    })
  })

  test('tells a cell of the matrix against the usual one', () => {
    const suggests = {
      matrix: [
        [2, 2, 3],
        [2, 3, 3],
        [2, 3, 3],
      ],
      expert: 3,
    }
    assert.deepEqual(routeChanges(route, { ...route, suggests }), [
      { what: 'matrix', urgency: 3, impact: 3, from: 4, to: 3 },
    ])
  })
})
