import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { roomFor, turnsAfter } from '../../src/outbox/rate.ts'

const rate = { mails: 3, per: 60 }

describe('the rate of a mailbox', () => {
  it('leaves room for what has not begun within its time', () => {
    assert.equal(roomFor(rate, [], 1000), 3)
    assert.equal(roomFor(rate, [940, 941, 999], 1000), 1, 'one began exactly its time ago')
    assert.equal(roomFor(rate, [950, 960, 970, 980], 1000), 0)
  })

  it('gives each that waits the turn at which it may begin, and no more than so many in any span', () => {
    const begun = [950, 970, 990]
    const turns = turnsAfter(rate, begun, 7, 1000)
    assert.deepEqual(turns, [1010, 1030, 1050, 1070, 1090, 1110, 1130])
    for (const start of [...begun, ...turns]) {
      const within = [...begun, ...turns].filter((at) => at >= start && at < start + rate.per)
      assert.ok(within.length <= rate.mails, `${within.length} from ${start}`)
    }
  })

  it('lets begin at once what there is room for', () => {
    assert.deepEqual(turnsAfter(rate, [], 4, 1000), [1000, 1000, 1000, 1060])
  })
})
