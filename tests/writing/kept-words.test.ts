import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { joinPages, keptForm, pagesFollowed, type WordsOfPage } from '../../src/writing/kept-words.ts'

const page = (id: string, updatedAt: number, fields: Record<string, string>): WordsOfPage => ({
  ...{ page: id.repeat(32), edit: updatedAt, fields, updatedAt },
})

describe('what was typed into a form on several pages', () => {
  test('is nothing where nothing was', () => assert.equal(joinPages([]), null))

  test('stands in one form: the newest, and beneath it what only others have', () => {
    const pages = [
      page('a', 1, { body: '机で' }),
      page('b', 3, { body: '電車で' }),
      page('c', 2, { body: '電車' }),
    ]
    const joined = joinPages(pages)
    assert.deepEqual([joined?.fields, joined?.at], [{ body: '電車で\n\n机で' }, 3])
  })

  test('keeps the other fields of the newest, whatever its text is called', () => {
    const joined = joinPages([
      page('a', 2, { instruction: '返金しない', due: '2026-11-20T17:00' }),
      page('b', 1, { instruction: '代替品', due: '' }),
    ])
    assert.deepEqual(joined?.fields, { instruction: '返金しない\n\n代替品', due: '2026-11-20T17:00' })
  })

  test('names the pages whose place it takes, and how far they had been typed on', () => {
    const joined = joinPages([page('a', 1, { body: 'x' }), page('b', 2, { body: 'y' })])
    assert.deepEqual(pagesFollowed(joined?.follows ?? ''), [
      { page: 'a'.repeat(32), edit: 1 },
      { page: 'b'.repeat(32), edit: 2 },
    ])
    assert.deepEqual(pagesFollowed('a:1 drop table; zz'), [])
  })
})

test('only forms that are known are kept', () => {
  const asked = [
    'comment',
    'comment-at-7',
    'policy',
    'policy-request',
    'comment-at-',
    'wait',
    '../x',
    'comment 1',
  ]
  assert.deepEqual(
    asked.filter((form) => keptForm.test(form)),
    asked.slice(0, 4),
  )
})
