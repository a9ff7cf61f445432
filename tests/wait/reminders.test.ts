import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nextReminder } from '../../src/wait/reminders.ts'
import { DAY, HOUR, MINUTE, START } from '../support/cast.ts'

describe('the reminders of a wait', () => {
  const wait = { openedAt: START, dueAt: START + DAY }

  it('come before the due time, at it, and then once a day', () => {
    assert.equal(nextReminder(wait, 0, START), START + DAY - 4 * HOUR)
    assert.equal(nextReminder(wait, 1, START + DAY - 4 * HOUR), START + DAY)
    assert.equal(nextReminder(wait, 2, START + DAY), START + 2 * DAY)
    assert.equal(nextReminder(wait, 3, START + 2 * DAY + MINUTE), START + 3 * DAY)
  })

  it('that fell into a long stop are not made up for one by one', () => {
    assert.equal(nextReminder(wait, 1, START + 10 * DAY + HOUR), START + 11 * DAY)
  })

  it('fall on whole milliseconds, which is what the database keeps', () => {
    const odd = nextReminder({ openedAt: START, dueAt: START + 5 * HOUR + 1 }, 0, START)
    assert.ok(Number.isInteger(odd))
  })

  it('begin with the due time where it is minutes away, and never without one', () => {
    assert.equal(nextReminder({ openedAt: START, dueAt: START + 20 * MINUTE }, 0, START), START + 20 * MINUTE)
    assert.equal(nextReminder({ openedAt: START, dueAt: null }, 0, START), null)
  })
})
