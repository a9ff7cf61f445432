import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setAside } from '../../src/ingest/batch.ts'
import { problemInWords } from '../../src/message/problem.ts'
import { makeReader } from '../../views/reader.ts'

const wordsIn = (locale: 'ja' | 'en', code: string | null) =>
  problemInWords(makeReader({ locale, timeZone: 'Asia/Tokyo', now: 0, newestFirst: true }), code ?? '')

test('a mail that the database refused is not called broken, in either language', () => {
  const { kind, problemCode, problem } = setAside('not-stored', 'it could not be stored: too long')
  assert.equal(kind, 'broken', 'it is listed with what was set aside')
  assert.equal(problem, 'it could not be stored: too long')
  assert.equal(wordsIn('ja', problemCode), 'メールの内容をデータベースに保存できませんでした。')
  assert.equal(wordsIn('en', problemCode), 'What it says could not be stored in the database.')
})

test('a reason that this version does not know is said in general words', () => {
  assert.equal(wordsIn('en', 'from-a-later-version'), wordsIn('en', 'unreadable'))
})
