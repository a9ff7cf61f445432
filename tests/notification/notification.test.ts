import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Addressee,
  notificationKinds,
  retryAfter,
  whyNoMail,
} from '../../src/notification/notification.ts'

const addressee: Addressee = {
  kind: 'assigned',
  address: 'sato@minato.example',
  readAt: null,
  toldBefore: false,
  maySee: true,
  customerAddress: 'hanako@shop.example',
  ownAddresses: new Set(['support@minato.example']),
}

test('every kind is mailed to an enabled account that sees the thread', () => {
  for (const kind of notificationKinds) assert.equal(whyNoMail({ ...addressee, kind }), null, kind)
})

test('only a call by name or for a decision is mailed although it was read on screen', () => {
  const mailed = notificationKinds.filter((kind) => whyNoMail({ ...addressee, kind, readAt: 1 }) === null)
  assert.deepEqual(mailed, ['mention', 'policy_asked', 'escalated', 'call_wanted'])
})

test('no kind is mailed to the thread’s customer, to our own addresses, or past the access', () => {
  for (const kind of notificationKinds) {
    assert.deepEqual(whyNoMail({ ...addressee, kind, address: 'hanako@shop.example' }), {
      refused: 'customer-address',
    })
    assert.deepEqual(whyNoMail({ ...addressee, kind, address: 'support@minato.example' }), {
      refused: 'own-address',
    })
    assert.deepEqual(whyNoMail({ ...addressee, kind, maySee: false }), { needless: 'no-access' })
  }
})

test('the waits between attempts grow, and end after about a day', () => {
  const waits: number[] = []
  for (let attempts = 1; ; attempts++) {
    const wait = retryAfter(attempts)
    if (wait === null) break
    waits.push(wait)
  }
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000
  assert.deepEqual(
    waits,
    [...waits].sort((a, b) => a - b),
  )
  assert.ok(hours > 18 && hours < 30, `${hours} hours`)
})
