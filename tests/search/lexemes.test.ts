import assert from 'node:assert/strict'
import { it } from 'node:test'
import { asksOf } from '../../src/search/asks.ts'
import { lexemesOf } from '../../src/search/lexemes.ts'
import { termOf } from '../../src/search/term.ts'

it('a short number before a run of characters is not asked for where a longer one ends alike', () => {
  assert.ok(mayHave('9の件です', '9の件'))
  assert.ok(!mayHave('1349の件です', '9の件'))
  assert.ok(mayHave('1349の件です', '1349の件'))
  assert.ok(mayHave('INV201349の件です', 'inv201349の件'))
})

it('a number is asked for by as many of its digits as there are, up to eight', () => {
  for (const asked of ['20', '2026', '202611', '2026112', '20261124'])
    assert.deepEqual(asksOf(wanted(asked)).at(0)?.anyOf.at(-1)?.text, asked)
})

it('a text is found by whatever stretch of it is asked for', () => {
  const text = '第1349回のご案内をA4用紙でお送りします。INV-20261124の請求書server2台'
  for (let start = 0; start < text.length; start++) {
    // A word is found from its beginning on.
    if (start > 0 && /[a-z0-9]{2}/i.test(text.slice(start - 1, start + 1))) continue
    for (let end = start + 1; end <= text.length; end++) {
      const asked = text.slice(start, end)
      if (termOf(asked) !== null) assert.ok(mayHave(text, asked), asked)
    }
  }
})

function wanted(asked: string) {
  const term = termOf(asked)
  return {
    ...{ terms: term === null ? [] : [term], mailboxIds: null, hasAttachment: null },
    ...{ from: 0, below: Number.MAX_SAFE_INTEGER },
  }
}

/** Whether the index leads from what is asked to a mail that says this. */
function mayHave(text: string, asked: string): boolean {
  const lexemes = [...lexemesOf({ body: [text] }, [])]
  return asksOf(wanted(asked)).every(({ anyOf }) =>
    anyOf.some(({ text: word, isBeginning }) =>
      lexemes.some((lexeme) => (isBeginning ? lexeme.startsWith(word) : lexeme === word)),
    ),
  )
}
