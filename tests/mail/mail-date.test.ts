import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instantOf } from '../../src/mail/mail-date.ts'

describe('when a server received a mail', () => {
  const NOW = Date.UTC(2026, 6, 1)

  it('is what the server says', () => {
    assert.equal(instantOf(new Date(1000), NOW), 1000)
    assert.equal(instantOf('2026-01-02T03:04:05Z', NOW), Date.UTC(2026, 0, 2, 3, 4, 5))
  })

  it('is now where it says nothing, or nothing that can be read', () => {
    assert.equal(instantOf(undefined, NOW), NOW)
    assert.equal(instantOf('yesterday', NOW), NOW)
  })
})
