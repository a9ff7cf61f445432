import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { neighboursOf } from '../../src/thread/neighbours.ts'
import { type Cursor, isBeneath, writeCursor } from '../../src/thread/thread-list.ts'

const at = (lastAt: number, id = lastAt, rank?: 1): Cursor => ({ lastAt, id, ...(rank && { rank }) })
const row = (cursor: Cursor) => ({ id: cursor.id, subject: `${cursor.id}`, cursor: writeCursor(cursor) })
const place = { mailbox: 1, status: 'new' } as const
const list = (cursors: readonly Cursor[], next: string | null = null) => ({
  ...{ place, rows: cursors.map(row), next },
})
const around = (id: number, here: Cursor, of: ReturnType<typeof list>) => {
  const { previous, next, beyond } = neighboursOf(id, here, of)
  return [previous?.id ?? null, next?.id ?? null, beyond?.after ?? null]
}

describe('the ways from a thread', () => {
  const three = list([at(30), at(20), at(10)])

  it('lead to the rows above and beneath it', () => {
    assert.deepEqual(around(20, at(20), three), [30, 10, null])
    assert.deepEqual(around(30, at(30), three), [null, 20, null])
    assert.deepEqual(around(10, at(10), three), [20, null, null])
  })

  it('lead on from its place when it has left the list', () => {
    assert.deepEqual(around(20, at(20), list([at(30), at(10)])), [30, 10, null])
  })

  it('lead on from the place one came from when a new mail has put it on top', () => {
    assert.deepEqual(around(20, at(20), list([at(40, 20), at(30), at(10)])), [30, 10, null])
  })

  it('carry the list and the new place along', () => {
    assert.deepEqual(neighboursOf(20, at(20), three).next?.place, { ...place, at: writeCursor(at(10)) })
  })

  it('lead nowhere in an empty list', () => {
    assert.deepEqual(around(20, at(20), list([])), [null, null, null])
  })

  it('say on which page the list goes on, with a row of this one for the way back', () => {
    assert.deepEqual(around(10, at(10), list([at(30), at(20), at(10)], 'x')), [20, null, writeCursor(at(20))])
    assert.deepEqual(around(10, at(10), list([at(30), at(20)], 'x')), [20, null, writeCursor(at(10))])
  })

  it('go from what is unread to what was read', () => {
    const mentions = list([at(20), at(90, 90, 1), at(80, 80, 1)])
    assert.deepEqual(around(20, at(20), mentions), [null, 90, null])
    assert.deepEqual(around(90, at(90, 90, 1), mentions), [20, 80, null])
  })
})

describe('what stands beneath', () => {
  it('is older, or as old with a smaller id, or of the second rank', () => {
    assert.ok(isBeneath(at(1), at(2)))
    assert.ok(isBeneath(at(2, 1), at(2, 2)))
    assert.ok(isBeneath(at(9, 9, 1), at(1)))
    assert.ok(!isBeneath(at(2), at(2)))
  })
})
