import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cut, cutShown, fold, GLUE } from '../../src/search/tokens.ts'

const tokens = (text: string) => cut(fold(text)).map((token) => token.text)

test('what is written without spaces is cut into pairs, and the last character stands alone', () => {
  assert.deepEqual(tokens('会議室'), ['会議', '議室', '室'])
  assert.deepEqual(tokens('第3回'), ['第', GLUE, '3', GLUE, '回'])
  assert.deepEqual(tokens('第 3 回'), ['第', '3', '回'])
})

test('words of letters and digits stay whole, in lower case', () => {
  assert.deepEqual(tokens('Invoice INV-2026/11, sato@example.jp'), [
    ...['invoice', 'inv', '2026', '11', 'sato', 'example', 'jp'],
  ])
})

test('full and half width, composed and not, are alike; katakana and hiragana are not', () => {
  assert.deepEqual(tokens('ｶﾞｲﾄﾞ ＡＢＣ'), tokens('ガイド abc'))
  assert.deepEqual(tokens('か\u3099い'), tokens('がい'))
  assert.notDeepEqual(tokens('ガイド'), tokens('がいど'))
})

test('a line broken within a word keeps the word, also in a quotation; a paragraph does not', () => {
  assert.deepEqual(tokens('会\n議'), ['会議', '議'])
  assert.deepEqual(tokens('> 会\n> 議'), ['会議', '議'])
  assert.deepEqual(tokens('会\n　議'), ['会', '議'])
  assert.deepEqual(tokens('会、議'), ['会', '議'])
})

test('a character beyond the basic plane is one character', () => {
  assert.deepEqual(tokens('𠮷野'), ['𠮷野', '野'])
})

test('signs and emoji are no tokens', () => {
  assert.deepEqual(tokens('🎉 -- "" *** ( ) ! … ～'), [])
})

test('tokens know where they stand in the text as it is shown', () => {
  const text = 'ｶﾞｲﾄﾞの ㈱山田'
  const found = cutShown(text).map(({ start, end, text: token }) => [token, text.slice(start, end)])
  assert.deepEqual(found, [
    ...[
      ['ガイ', 'ｶﾞｲ'],
      ['イド', 'ｲﾄﾞ'],
      ['ドの', 'ﾄﾞの'],
      ['の', 'の'],
    ],
    ...[
      ['株', '㈱'],
      ['山田', '山田'],
      ['田', '田'],
    ],
  ])
})

test('a shown text is cut like a stored one, whatever it holds', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'会議ガガｶﾞー゙゚aAéßΣς1①㈱\u0301\u1112\u1161\u11ab각𠮷 \n>　"-🎉ﬁ'),
    maxLength: 40,
  })
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (any) => {
      assert.deepEqual(
        cutShown(any).map((token) => token.text),
        tokens(any),
      )
    }),
  )
})

test('no token holds what a database could read as its own language', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => {
      for (const token of tokens(any).filter((one) => one !== GLUE))
        assert.match(token, /^[\p{L}\p{N}\p{M}]+$/u)
    }),
  )
})

test('the commas and stops of every script part words and are none', () => {
  assert.deepEqual(tokens('က၊ခ။'), ['က', 'ခ'])
  assert.deepEqual(tokens('ก๏ข๚'), ['ก', 'ข'])
})
