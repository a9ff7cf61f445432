import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readAcceptanceLink, writeAcceptanceLink } from '../../src/escalation/acceptance-link.ts'
import { START } from '../support/cast.ts'

describe('the link for accepting', () => {
  const link = { escalationId: 12, accountId: 3, until: START }
  const token = writeAcceptanceLink(link, 'secret')

  it('says who may accept what, and until when', () => {
    assert.deepEqual(readAcceptanceLink(token, 'secret'), link)
  })

  it('is worthless when one character of it was changed', () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'0aZ._-'), (place, character) => {
        fc.pre(token[place] !== character)
        const changed = token.slice(0, place) + character + token.slice(place + 1)
        assert.equal(readAcceptanceLink(changed, 'secret'), null)
      }),
    )
  })

  it('is worthless when it was cut, is somebody else’s installation’s, or is anything else', () => {
    assert.equal(readAcceptanceLink(token.slice(0, -1), 'secret'), null)
    assert.equal(readAcceptanceLink(token, 'another'), null)
    fc.assert(fc.property(fc.string(), (text) => readAcceptanceLink(text, 'secret') === null))
  })
})
