import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placeEdition } from '../../src/draft/edition.ts'

describe('a text that a page brings', () => {
  const kept = { version: 5, page: 'desk', edit: 7 }
  const cases: [string, Parameters<typeof placeEdition>, ReturnType<typeof placeEdition>][] = [
    ['is written where nothing is kept', [null, { base: 3, page: 'phone', edit: 0 }, false], 'write'],
    [
      'is written when it goes on from what is kept',
      [kept, { base: 5, page: 'phone', edit: 0 }, false],
      'write',
    ],
    [
      'is written by the page that wrote last, also when the answer to that was lost',
      [kept, { base: 4, page: 'desk', edit: 8 }, false],
      'write',
    ],
    ['is written again by the same page', [kept, { base: 4, page: 'desk', edit: 7 }, false], 'write'],
    [
      'is late when the same page has overtaken it',
      [kept, { base: 5, page: 'desk', edit: 6 }, false],
      'late',
    ],
    [
      'is kept beside when another page wrote meanwhile',
      [kept, { base: 4, page: 'phone', edit: 99 }, false],
      'beside',
    ],
    [
      'is kept beside from a page that knew of no draft',
      [kept, { base: 0, page: 'phone', edit: 1 }, false],
      'beside',
    ],
    ['is nothing new when it is what is kept', [kept, { base: 4, page: 'phone', edit: 1 }, true], 'same'],
  ]
  for (const [words, asked, placed] of cases) {
    test(words, () => assert.equal(placeEdition(...asked), placed))
  }
})
