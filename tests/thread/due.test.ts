import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Clocks, nextDue } from '../../src/thread/due.ts'

const none: Clocks = { done: false, waits: [], policy: null, lastOutboundAt: null, target: null }
const policy = { dueAt: 500, setAt: 100 }

describe('the next instant at which a thread is late', () => {
  const cases: [string, Clocks, number | null][] = [
    ['is none without clocks', none, null],
    ['is the earliest of the waits that have a due time', { ...none, waits: [900, null, 700] }, 700],
    ['is none where the waits have none', { ...none, waits: [null] }, null],
    ["is the policy's before an answer", { ...none, policy }, 500],
    ['is the earlier of policy and wait', { ...none, policy, waits: [400] }, 400],
    [
      "is no longer the policy's after an answer under it",
      { ...none, policy, waits: [900], lastOutboundAt: 100 },
      900,
    ],
    ["is the policy's when the answer was before it", { ...none, policy, lastOutboundAt: 99 }, 500],
    ['is none once done', { done: true, waits: [700], policy, lastOutboundAt: null, target: null }, null],
    ['is none for a policy without due time', { ...none, policy: { dueAt: null, setAt: 1 } }, null],
  ]
  for (const [says, clocks, expected] of cases) it(says, () => assert.equal(nextDue(clocks), expected))
})
