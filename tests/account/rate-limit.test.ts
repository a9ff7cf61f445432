import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextAttemptAt, WINDOW } from '../../src/account/rate-limit.ts'

const times = (n: number, first = 1000) => Array.from({ length: n }, (_, i) => first + i)

test('four attempts for an account leave a fifth', () => {
  assert.equal(nextAttemptAt({ forEmail: times(4), fromAddress: times(4) }), null)
})

test('after five, the next is allowed when the oldest of the last five leaves the window', () => {
  assert.equal(nextAttemptAt({ forEmail: times(5), fromAddress: [] }), 1000 + WINDOW)
  assert.equal(nextAttemptAt({ forEmail: times(7).reverse(), fromAddress: [] }), 1002 + WINDOW)
})

test('an address may err twenty times, whoever it names', () => {
  assert.equal(nextAttemptAt({ forEmail: [], fromAddress: times(19) }), null)
  assert.equal(nextAttemptAt({ forEmail: [], fromAddress: times(20) }), 1000 + WINDOW)
})

test('the later of the two limits counts', () => {
  assert.equal(nextAttemptAt({ forEmail: times(5, 5000), fromAddress: times(20) }), 5000 + WINDOW)
})
