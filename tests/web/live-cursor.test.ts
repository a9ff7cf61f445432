import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advance, beginAt, settledAt } from '../../src/web/live-cursor.ts'

test('begins at the newest id and looks again for those missing just below it', () => {
  const cursor = beginAt([10, 9, 7], 0)
  assert.equal(cursor.highest, 10)
  assert.deepEqual([...cursor.missing.keys()], [8])
})

test('begins at nothing in an empty history', () => {
  assert.deepEqual(beginAt([], 0), { highest: 0, missing: new Map() })
})

test('a browser goes on before the first missing id', () => {
  const cursor = advance({ highest: 3, missing: new Map() }, [4, 7], 0)
  assert.equal(settledAt(cursor), 4)
  assert.equal(settledAt(advance(cursor, [5, 6], 1)), 7)
})

test('an id that never comes (a transaction rolled back) is given up after a minute', () => {
  const cursor = advance({ highest: 3, missing: new Map() }, [5], 0)
  assert.deepEqual([...advance(cursor, [], 59_999).missing.keys()], [4])
  assert.equal(settledAt(advance(cursor, [], 60_000)), 5)
})

test('a jump in the ids is not taken for thousands of late rows', () => {
  assert.ok(advance({ highest: 1, missing: new Map() }, [5_000_000], 0).missing.size <= 1000)
})
