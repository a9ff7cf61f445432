import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { eachDatabase } from '../support/databases.ts'
import { missing } from '../support/missing.ts'
import { allFound, dice, type Generated, generate, sentence } from './generated.ts'

const isQuick = missing('postgres') !== false
const MESSAGES = isQuick ? 2_000 : 10_000
const WORDS = isQuick ? 150 : 500

/** What somebody without an index would do: look for the letters, words of letters from their beginning. */
function scan({ texts }: Generated, word: string): number[] {
  const asked = alike(word)
  const begins = /^[a-z0-9]/.test(asked) ? '(?<![a-z0-9])' : ''
  const pattern = new RegExp(begins + asked, 'u')
  return [...texts].filter(([, text]) => pattern.test(text)).map(([id]) => id)
}

function alike(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Stretches of what was written, and some of what was not; letters and digits alone. */
function randomWords(amount: number): string[] {
  const roll = dice(11)
  const words: string[] = []
  while (words.length < amount) {
    const letters = [...alike(sentence(roll, 8))]
    const start = Math.floor(roll() * letters.length)
    const word = letters.slice(start, start + 1 + Math.floor(roll() * 8)).join('')
    if (/^[\p{L}\p{N}ー]+$/u.test(word)) words.push(word)
  }
  return words
}

eachDatabase((_, open) => {
  let db: Db
  let generated: Generated
  before(async () => {
    db = await open()
    const { mailboxId, texts } = await generate(db, MESSAGES)
    generated = { mailboxId, texts: new Map([...texts].map(([id, text]) => [id, alike(text)])) }
  })

  test(`${WORDS} random words of 1 to 8 characters have the hits of a plain scan`, async () => {
    let withHits = 0
    // A single character comes up more than once.
    for (const word of new Set(randomWords(WORDS))) {
      const found = await hits(word)
      const scanned = scan(generated, word)
      assert.deepEqual(found, scanned, `${word}: ${found.length} found, ${scanned.length} scanned`)
      if (scanned.length > 0) withHits++
    }
    assert.ok(withHits > WORDS / 3, `only ${withHits} words stand in any text`)
  })

  for (const word of ['会', 'の', '第', 'a', '3回', 'ロ室'])
    test(`${word} is found page by page as all at once`, async () => {
      const { messageIds } = await allFound(db, word, 100)
      const all = await allFound(db, word)
      assert.deepEqual(messageIds, all.messageIds)
    })

  test('two words are found where both stand, and a minus leaves out', async () => {
    const meetings = scan(generated, '会議')
    const deadlines = new Set(scan(generated, '納期'))
    const both = meetings.filter((id) => deadlines.has(id))
    assert.ok(both.length > 0 && both.length < meetings.length)
    assert.deepEqual(await hits('会議 納期'), both)
    assert.deepEqual(
      await hits('会議 -納期'),
      meetings.filter((id) => !deadlines.has(id)),
    )
  })

  async function hits(query: string): Promise<number[]> {
    const { entryIds, messageIds } = await allFound(db, query)
    assert.deepEqual(
      entryIds,
      [...entryIds].sort((a, b) => b - a),
      'the newest come first',
    )
    return messageIds.sort((a, b) => a - b)
  }
})
