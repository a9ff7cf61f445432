import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { foldWords, matchesPattern } from '../../src/rule/match-words.ts'

describe('a pattern of a rule', () => {
  const cases: [string, string, boolean, boolean][] = [
    ['責任者', '責任者を出してください', true, true],
    ['ｼｽﾃﾑ停止', 'システム停止のお知らせ', true, true],
    ['URGENT', 'very ｕｒｇｅｎｔ!', true, true],
    ['sales down', 'the sales\r\n down again', true, true],
    ['返金*至急', '返金について、至急お願いします', true, true],
    ['至急*返金', '返金について、至急お願いします', true, false],
    ['*@shop.example', 'a@shop.example', false, true],
    ['shop.example', 'evil-shop.example', false, false],
    ['*.shop.example', 'eu.shop.example', false, true],
    ['ab*ba', 'aba', false, false],
    ['(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', true, false],
    ['*', 'anything', true, false],
    ['**', '', false, false],
  ]
  for (const [pattern, text, within, expected] of cases)
    it(`${pattern} ${expected ? 'matches' : 'does not match'} ${text}`, () =>
      assert.equal(matchesPattern(pattern, text, within), expected))

  it('finds every text that is put together from its pieces', () => {
    const words = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/[*\s]/u.test(text))
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), fc.string(), (pieces, between) => {
        const text = pieces.map(foldWords).join(between.replaceAll('*', ''))
        assert.ok(matchesPattern(pieces.join('*'), text, true))
        assert.ok(matchesPattern(`*${pieces.join('*')}*`, `${text}x`, false))
      }),
    )
  })

  it('takes time that grows with the text and no faster, whatever is written as pattern', () => {
    const worst = (length: number) => {
      const text = 'a'.repeat(length)
      const before = performance.now()
      for (const pattern of ['a*'.repeat(99), `${'*a'.repeat(99)}b`, `${'a'.repeat(199)}b`, '(a*)*b'])
        matchesPattern(pattern, text, true)
      return performance.now() - before
    }
    worst(1000)
    const best = (length: number) => Math.min(...[1, 2, 3].map(() => worst(length)))
    // Ten times the text may take ten times as long, and more where the machine is busy; squared it were 100.
    assert.ok(best(500_000) < 40 * Math.max(best(50_000), 1), 'time is not linear')
  })
})
