import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bindingTarget, limitErrors, type Target, toldOf, usualWarning } from '../../src/target/target.ts'

const target = (id: number, first: number | null, more: Partial<Target> = {}): Target => ({
  id,
  labelId: null,
  customerLabelId: null,
  minutes: { first_reply: first, next_reply: null, done: null },
  warnBefore: 1,
  since: 0,
  ...more,
})
const URGENT = 1
const VIP = 2

describe('the target that binds', () => {
  const general = target(1, 240)
  const urgent = target(2, 300, { labelId: URGENT })
  const vip = target(3, 120, { customerLabelId: VIP })
  const both = target(4, 400, { labelId: URGENT, customerLabelId: VIP })
  const all = [general, urgent, vip, both]
  const bound = (...labels: number[]) => bindingTarget(all, 'first_reply', new Set(labels))?.target.id

  it('is the general one where no label says otherwise', () => assert.equal(bound(), 1))
  it('is the one with a condition, even where it is longer', () => assert.equal(bound(URGENT), 2))
  it('is the one with the most conditions', () => assert.equal(bound(URGENT, VIP), 4))
  it('is the shortest of several with as many', () =>
    assert.equal(bindingTarget([urgent, vip], 'first_reply', new Set([URGENT, VIP]))?.target.id, 3))
  it('leaves to the general one what it says nothing about', () => {
    const narrow = target(5, 30, { labelId: URGENT })
    const wide = target(6, 60, { minutes: { first_reply: 60, next_reply: 90, done: null } })
    assert.equal(bindingTarget([narrow, wide], 'next_reply', new Set([URGENT]))?.target.id, 6)
  })
  it('is none where nothing fits', () =>
    assert.equal(bindingTarget([urgent], 'first_reply', new Set()), null))
})

describe('a target that is filled in', () => {
  const none = { first_reply: null, next_reply: null, done: null, warn_before: null }
  it('must promise something', () => assert.deepEqual(limitErrors(none), { first_reply: 'none' }))
  it('must not warn before its shortest promise has begun', () => {
    const limits = { ...none, first_reply: 240, next_reply: 60 }
    assert.deepEqual(limitErrors({ ...limits, warn_before: 60 }), { warn_before: 'warns-too-early' })
    assert.deepEqual(limitErrors({ ...limits, warn_before: 59 }), {})
  })
  it('warns a quarter of its shortest promise before the end, and at most an hour', () => {
    assert.equal(usualWarning({ ...none, first_reply: 120, done: 900 }), 30)
    assert.equal(usualWarning({ ...none, done: 900 }), 60)
    assert.equal(usualWarning({ ...none, done: 1 }), 0)
  })
})

describe('who is told', () => {
  const people = { assignee: 1, supervisors: [7, 1] }
  it('is whom the mailbox says, each once', () => {
    assert.deepEqual(toldOf('nobody', people), [])
    assert.deepEqual(toldOf('assignee', people), [1])
    assert.deepEqual(toldOf('supervisors', people), [7, 1])
    assert.deepEqual(toldOf('both', people), [1, 7])
  })
  it('is the supervisors where nobody is responsible', () =>
    assert.deepEqual(toldOf('assignee', { ...people, assignee: null }), [7, 1]))
})
