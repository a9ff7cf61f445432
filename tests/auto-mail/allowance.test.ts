import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { languageOf } from '../../src/auto-mail/acknowledgement.ts'
import { allowed } from '../../src/auto-mail/allowance.ts'

const HOUR = 3_600_000

describe('automatic mails to one address', () => {
  it('are three within any hour, also across the full hour', () => {
    let times: number[] = []
    const went: number[] = []
    for (let at = 0; at < 3 * HOUR; at += 60_000) {
      const asked = allowed(times, at)
      times = asked.times
      if (asked.may) went.push(at)
    }
    for (const at of went)
      assert.ok(went.filter((other) => other >= at && other < at + HOUR).length <= 3, String(at))
    assert.equal(went.length, 9)
  })

  it('are not let through by a clock that is put back', () => {
    const { may } = allowed([10 * HOUR, 10 * HOUR + 1, 10 * HOUR + 2], 9 * HOUR)
    assert.equal(may, false)
  })
})

describe('the language of an acknowledgement', () => {
  it('is Japanese where a kana or kanji stands in the mail', () => {
    assert.equal(languageOf('Order 12', '納期はいつですか'), 'ja')
    assert.equal(languageOf('Ｏrder', 'When does it ship?'), 'en')
  })
})
