import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Query, readQuery } from '../../src/search/query.ts'

function read(text: string): Query {
  const result = readQuery(text)
  if ('wrong' in result) throw new Error(`${result.wrong.problem} at ${result.wrong.at}`)
  return result.query
}

/** The terms as they are asked for: a word that may go on ends with …, neighbours stand side by side. */
function terms(text: string): string[] {
  return read(text).terms.map(
    ({ field, not, tokens, open }) =>
      `${not ? '-' : ''}${field ? `${field}:` : ''}${tokens.map((token) => token.text).join('+')}${open ? '…' : ''}`,
  )
}

function problem(text: string): [string, number] {
  const result = readQuery(text)
  if ('query' in result) throw new Error(`${text} was understood`)
  return [result.wrong.problem, result.wrong.at]
}

test('words are all asked for, by their beginning', () => {
  assert.deepEqual(terms('quote　納期'), ['quote…', '納期'])
})

test('a quoted word is the whole word, and a minus leaves out', () => {
  assert.deepEqual(terms('"cat" -dog -"a b"'), ['cat', '-dog…', '-a+b'])
})

test('operators have English and Japanese names, and a full-width colon', () => {
  for (const text of ['from:山田', '差出人:山田', '差出人：山田', 'FROM:"山田"']) {
    assert.deepEqual(terms(text), ['sender:山田'], text)
  }
  assert.equal(read('ステータス:対応中').filters[0]?.by, 'status')
  assert.deepEqual(
    read('添付:なし').filters.map(({ by, not }) => [by, not]),
    [['has', true]],
  )
  assert.deepEqual(
    read('-has:policy').filters.map(({ by, not }) => [by, not]),
    [['has', true]],
  )
})

test('times, addresses and subjects with Re: are words', () => {
  assert.equal(read('12:30').terms.length, 1)
  assert.equal(read('https://example.jp/a?b').terms.length, 1)
  assert.equal(read('Re:見積').terms.length, 1)
})

test('a mistake is told with its place', () => {
  assert.deepEqual(problem('納期 "見積'), ['unclosed_quote', 4])
  assert.deepEqual(problem('納期 urgency:急ぎ'), ['unknown_operator', 4])
  assert.deepEqual(problem('from: 山田'), ['missing_value', 1])
  assert.deepEqual(problem('status:late'), ['unknown_status', 1])
  assert.deepEqual(problem('before:2026-02-30'), ['bad_day', 1])
  assert.deepEqual(problem('has:cake'), ['unknown_has', 1])
  assert.deepEqual(problem('… 🎉'), ['nothing_to_find', 1])
  assert.deepEqual(problem('あ'.repeat(10_000)), ['too_long', 501])
  assert.deepEqual(problem('a '.repeat(40)), ['too_many', 65])
})

test('signs beside words are no mistake', () => {
  assert.equal(read('見積 - 納期 🎉').terms.length, 2)
})

test('whatever is typed is either understood or told to be wrong at a place within it', () => {
  const typed = fc.string({
    unit: fc.constantFrom(...'ab会"”“:：-*()\' NOT AND;\\%_fromstatus件名🎉　\n\0'),
    maxLength: 60,
  })
  fc.assert(
    fc.property(fc.oneof(typed, fc.string({ unit: 'binary', maxLength: 600 })), (text) => {
      const result = readQuery(text)
      if ('wrong' in result) assert.ok(result.wrong.at >= 1 && result.wrong.at <= text.length + 1)
    }),
  )
})
