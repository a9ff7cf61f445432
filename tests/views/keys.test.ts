import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type KeyEntry, keyed, keysOf, keyTable, meaningOf, pressed } from '../../views/keys.ts'

const all: readonly KeyEntry[] = keyTable

describe('the table of keys', () => {
  it('gives each key one meaning, and no sequence begins with a key that acts by itself', () => {
    const keys = all.flatMap((entry) => entry.keys)
    assert.deepEqual(keys, [...new Set(keys)])
    const first = keys.filter((key) => key.includes(' ')).map((key) => key.split(' ')[0] ?? '')
    assert.deepEqual(
      first.filter((key) => keys.includes(key)),
      [],
    )
  })

  it('takes no key together with Ctrl, Alt or ⌘ but the one that sends', () => {
    assert.deepEqual(
      all.flatMap(({ keys }) => keys).filter((key) => /Ctrl|Alt|Meta|Mod/.test(key)),
      ['Ctrl+Enter'],
    )
  })

  it('lets only moves repeat while a key is held', () => {
    assert.deepEqual(
      all.filter((entry) => entry.repeats && !entry.move).map(({ name }) => name),
      [],
    )
  })
})

describe('a key press', () => {
  it('is read alike with caps lock, and with Shift as a key of its own', () => {
    assert.deepEqual(
      [
        { key: 'j', shiftKey: false },
        { key: 'J', shiftKey: false },
        { key: 'J', shiftKey: true },
        { key: '?', shiftKey: true },
        { key: 'Enter', shiftKey: false },
      ].map(pressed),
      ['j', 'j', 'Shift+j', '?', 'Enter'],
    )
  })

  const name = (press: string, before = '') => {
    const meaning = meaningOf(press, before)
    return meaning === null ? null : 'begins' in meaning ? `${meaning.begins}…` : meaning.name
  }

  it('means what the table says, alone and as the second of two', () => {
    assert.deepEqual(
      [name('e'), name('d'), name('g'), name('i', 'g'), name('m', 'g'), name('m'), name('o')],
      ['escalate', 'done', 'g…', 'go_inbox', 'go_mine', 'mention', 'open'],
    )
  })

  it('means nothing where the table has none, and nothing that the browser does by itself', () => {
    assert.deepEqual(
      [
        name('q'),
        name('q', 'g'),
        name('e', 'g'),
        name('Ctrl+Enter'),
        name('Esc'),
        name('あ'),
        name('Process'),
      ],
      [null, null, null, null, null, null, null],
    )
  })
})

describe('what a key presses', () => {
  it('carries the key, and names it only to those for whom keys act', () => {
    assert.deepEqual(keyed({ keys: true }, 'next', '次'), {
      ...{ 'data-key': 'n', 'aria-keyshortcuts': 'n', title: '次 (n)' },
    })
    assert.deepEqual(keyed({ keys: false }, 'next', '次'), {
      ...{ 'data-key': 'n', 'aria-keyshortcuts': undefined, title: '次' },
    })
  })

  it('names a sequence in words only: there is no other way to say one', () => {
    assert.equal(keysOf('go_inbox'), 'g i')
    assert.equal(keyed({ keys: true }, 'go_inbox')['aria-keyshortcuts'], undefined)
  })
})
