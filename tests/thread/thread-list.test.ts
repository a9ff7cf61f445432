import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { mergePages, readCursor, writeCursor } from '../../src/thread/thread-list.ts'

describe('the cursor of a list', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        const cursor = { lastAt: a * 1000, id: b }
        assert.deepEqual(readCursor(writeCursor(cursor)), cursor)
      }),
    )
  })

  it('is none for anything else', () => {
    for (const text of [undefined, '', '.', '1', '1.', '.1', '1.2.3', 'A.B', '-1.2', '1.2 ', 'zzzzzzzzzzz.1'])
      assert.equal(readCursor(text), null, String(text))
  })
})

describe('pages of several lists', () => {
  const row = fc.record({ last_at: fc.nat(20), id: fc.nat(40) })
  const pages = fc.array(fc.array(row), { maxLength: 4 })

  it('merge into one in order, without repeats, and tell where to go on', () => {
    fc.assert(
      fc.property(pages, fc.integer({ min: 1, max: 10 }), (lists, size) => {
        const { rows, next } = mergePages(lists, size)
        const ids = rows.map(({ id }) => id)
        assert.equal(new Set(ids).size, ids.length)
        for (const [index, one] of rows.entries()) {
          const before = rows[index - 1]
          if (before)
            assert.ok(before.last_at > one.last_at || (before.last_at === one.last_at && before.id > one.id))
        }
        const known = new Set(lists.flat().map(({ id }) => id)).size
        assert.equal(rows.length, Math.min(known, size))
        const last = rows.at(-1)
        assert.deepEqual(next, known > size && last ? { lastAt: last.last_at, id: last.id } : null)
      }),
    )
  })
})
