import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  BEAT,
  isWriting,
  type OpenPage,
  SILENCE,
  whomToAskAbout,
  writersAmong,
} from '../../src/writing/writing.ts'

const NOW = Date.UTC(2026, 10, 20, 5, 30)
const [ito, tanaka, sato] = [1, 2, 3]

function page(accountId: number, over: Partial<OpenPage> = {}): OpenPage {
  const name = `person ${accountId}`
  return { accountId, name, beganAt: NOW - 60_000, endsAt: NOW + SILENCE, takenAt: null, ...over }
}
const ids = (writers: readonly { accountId: number }[]) => writers.map(({ accountId }) => accountId)

describe('who is writing', () => {
  test('is whoever has a page open that has not fallen silent, to the millisecond', () => {
    assert.equal(isWriting(page(ito, { endsAt: NOW + 1 }), NOW), true)
    assert.equal(isWriting(page(ito, { endsAt: NOW }), NOW), false)
    assert.equal(isWriting(page(ito, { takenAt: NOW - 1 }), NOW), false)
  })

  test('is counted once with several pages, since the first of them, and whoever began first comes first', () => {
    const pages = [page(tanaka, { beganAt: NOW - 5 }), page(ito), page(ito, { beganAt: NOW - 90_000 })]
    assert.deepEqual(
      writersAmong(pages, NOW).map(({ accountId, since }) => [accountId, NOW - since]),
      [
        [ito, 90_000],
        [tanaka, 5],
      ],
    )
  })

  test('outlasts two beats that are lost, and a tab that its browser wakes once a minute', () => {
    assert.ok(SILENCE > 3 * BEAT && SILENCE > 60_000 + 10_000)
  })
})

describe('who is asked about whom', () => {
  const cases: [string, OpenPage[], number[]][] = [
    ['nobody, where nobody writes', [], []],
    ['all others who write', [page(ito), page(sato)], [ito, sato]],
    ['nobody who has left', [page(ito, { endsAt: NOW })], []],
    ['nobody from whom it was taken over', [page(ito, { takenAt: NOW - 1 })], []],
    ['nobody, by whoever writes already', [page(ito), page(tanaka)], []],
    ['others again, by whoever was taken over from', [page(ito), page(tanaka, { takenAt: NOW - 1 })], [ito]],
    ['others again, by whoever fell silent', [page(ito), page(tanaka, { endsAt: NOW - 1 })], [ito]],
  ]
  for (const [words, pages, asked] of cases) {
    test(words, () => assert.deepEqual(ids(whomToAskAbout(pages, tanaka, NOW)), asked))
  }
})
