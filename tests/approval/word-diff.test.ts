import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Difference, wordDiff } from '../../src/approval/word-diff.ts'

const shown = (differences: readonly Difference[]) =>
  differences
    .map(({ is, text }) => (is === 'same' ? text : is === 'out' ? `[-${text}-]` : `{+${text}+}`))
    .join('')
const sideOf = (differences: readonly Difference[], not: 'in' | 'out') =>
  differences
    .filter(({ is }) => is !== not)
    .map(({ text }) => text)
    .join('')

describe('the difference between two texts', () => {
  it('is none where nothing changed', () => {
    assert.deepEqual(wordDiff('同じ文です。', '同じ文です。'), [{ is: 'same', text: '同じ文です。' }])
    assert.deepEqual(wordDiff('', ''), [])
  })

  it('names the word that was changed in Japanese, which has no spaces', () => {
    assert.equal(
      shown(wordDiff('明日までに返金いたします。', '来週までに返金いたします。')),
      '[-明日-]{+来週+}までに返金いたします。',
    )
  })

  it('names words of English, and lines that were put in', () => {
    assert.equal(
      shown(wordDiff('We refund you today.\n', 'We refund you on Monday.\n\nKind regards\n')),
      'We refund you [-today-]{+on Monday+}.{+\n\nKind regards+}\n',
    )
  })

  it('tells both texts again, whatever they are', () => {
    let seed = 7
    const random = () => {
      seed = (seed * 16807) % 2147483647
      return seed
    }
    const text = () => Array.from({ length: random() % 40 }, () => 'あい漢字ab \n'[random() % 8]).join('')
    for (let n = 0; n < 300; n++) {
      const [before, after] = [text(), text()]
      const differences = wordDiff(before, after)
      assert.equal(sideOf(differences, 'in'), before)
      assert.equal(sideOf(differences, 'out'), after)
    }
  })

  it('ends soon for two long texts that have nothing in common', () => {
    const one = Array.from({ length: 20_000 }, (_, n) => `a${n}`).join(' ')
    const other = Array.from({ length: 20_000 }, (_, n) => `b${n}`).join(' ')
    const differences = wordDiff(one, other)
    assert.equal(sideOf(differences, 'in'), one)
    assert.equal(sideOf(differences, 'out'), other)
  })
})
