import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { firstSince, inBatches } from '../../src/ingest/batch.ts'
import { nextTry } from '../../src/ingest/next-try.ts'

const mailsOf = (...sizes: number[]) => sizes.map((size, n) => ({ uid: n + 1, size, receivedAt: 0 }))
const sizesOf = (batches: { size: number }[][]) => batches.map((batch) => batch.map((mail) => mail.size))

describe('cutting mails into batches', () => {
  it('keeps both to the number and to the bytes', () => {
    const limits = { mails: 3, bytes: 10 }
    assert.deepEqual(sizesOf(inBatches(mailsOf(1, 1, 1, 1, 5, 5), limits)), [[1, 1, 1], [1, 5], [5]])
  })

  it('gives a mail that is too large for any batch one of its own', () => {
    assert.deepEqual(sizesOf(inBatches(mailsOf(1, 99, 1), { mails: 3, bytes: 10 })), [[1], [99], [1]])
  })

  it('orders mails by UID, because the cursor moves to the last of each batch', () => {
    const [batch] = inBatches(mailsOf(1, 1, 1).reverse())
    assert.deepEqual(
      batch?.map((mail) => mail.uid),
      [1, 2, 3],
    )
  })

  it('makes none of nothing', () => {
    assert.deepEqual(inBatches([]), [])
  })
})

describe('how far back the first run goes', () => {
  const day = 86_400_000
  it('is as many days as are configured', () => {
    assert.equal(firstSince(100 * day, 30, null), 70 * day)
    assert.equal(firstSince(100 * day, 0, null), 100 * day)
  })

  it('is to the beginning where no limit is set', () => {
    assert.equal(firstSince(100 * day, null, 5), null)
  })

  it('is to where the folder was before the server numbered it afresh, if that is longer ago', () => {
    assert.equal(firstSince(100 * day, 30, 50 * day), 49 * day)
    assert.equal(firstSince(100 * day, 30, 99 * day), 70 * day)
  })
})

describe('the next try to connect', () => {
  it('comes later after each failure, at the latest after five minutes', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 8, 9, 1000].map((n) => nextTry(n, 1)),
      [2000, 4000, 8000, 16_000, 256_000, 300_000, 300_000],
    )
  })

  it('is spread over the second half of the wait', () => {
    assert.equal(nextTry(3, 0), 4000)
    assert.equal(nextTry(3, 0.5), 6000)
  })
})
