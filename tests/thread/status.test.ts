import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { afterInbound, afterTaking, afterWaitEnded, type Status } from '../../src/thread/status.ts'

describe('a mail on a thread that exists', () => {
  const cases: [Status, boolean, 'mail' | 'bounce' | 'auto_reply' | 'broken', Status, boolean][] = [
    ['done', true, 'mail', 'new', true],
    ['done', false, 'mail', 'new', true],
    ['done', true, 'broken', 'new', true],
    ['in_progress', true, 'mail', 'in_progress', true],
    ['in_progress', false, 'mail', 'in_progress', true],
    ['awaiting_dept', true, 'mail', 'awaiting_dept', true],
    ['new', false, 'mail', 'new', false],
    ['new', true, 'mail', 'new', true],
    ['done', true, 'bounce', 'in_progress', false],
    ['awaiting_dept', true, 'bounce', 'awaiting_dept', false],
    ['new', true, 'bounce', 'new', false],
    ['done', true, 'auto_reply', 'done', false],
    ['in_progress', true, 'auto_reply', 'in_progress', false],
  ]
  for (const [status, assigned, kind, becomes, customerWrote] of cases) {
    it(`${kind} on ${assigned ? 'an assigned' : 'an unassigned'} ${status} one: ${becomes}${customerWrote ? ', marked' : ''}`, () => {
      assert.deepEqual(afterInbound({ status, assigned }, kind), { status: becomes, customerWrote })
    })
  }
})

it('taking a thread moves it only when it is new', () => {
  assert.deepEqual((['new', 'in_progress', 'awaiting_dept', 'done'] as const).map(afterTaking), [
    'in_progress',
    'in_progress',
    'awaiting_dept',
    'done',
  ])
})

it('only the last wait that ends gives a waiting thread back', () => {
  assert.equal(afterWaitEnded('awaiting_dept', 1), 'awaiting_dept')
  assert.equal(afterWaitEnded('awaiting_dept', 0), 'in_progress')
  assert.equal(afterWaitEnded('done', 0), 'done')
})
