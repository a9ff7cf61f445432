import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fetchBatch, sizesOf } from '../../src/ingest/fetch-batch.ts'
import { ConnectionFailed, type ProblemCode } from '../../src/mail/connection-problem.ts'

const announced = [1, 2, 3].map((uid) => ({ uid, size: 1, receivedAt: 0 }))
const failed = (code: ProblemCode) =>
  new ConnectionFailed({ code, way: 'imap', host: 'h', port: 1, user: 'u', folder: 'INBOX', detail: 'NO' })

/** A server on which `damaged` mails cannot be given and `gone` ones were deleted after they were announced. */
function server({
  damaged = [],
  gone = [],
  code = 'server-said',
}: {
  damaged?: number[]
  gone?: number[]
  code?: ProblemCode
}) {
  const asked: number[][] = []
  return {
    asked,
    fetch: async (uids: readonly number[]) => {
      asked.push([...uids])
      if (uids.some((uid) => damaged.includes(uid))) throw failed(code)
      return uids
        .filter((uid) => !gone.includes(uid))
        .map((uid) => ({ uid, receivedAt: 0, raw: Buffer.from('x') }))
    },
    sizes: async (uids: readonly number[]) =>
      uids.filter((uid) => !gone.includes(uid)).map((uid) => ({ uid, size: 1, receivedAt: 0 })),
  }
}

const uidsOf = (mails: { uid: number }[]) => mails.map((mail) => mail.uid)

describe('fetching a batch', () => {
  it('is one question to the server when all is well', async () => {
    const connection = server({})
    assert.deepEqual(uidsOf((await fetchBatch(connection, announced)).fetched), [1, 2, 3])
    assert.deepEqual(connection.asked, [[1, 2, 3]])
  })

  it('gets the others when the server cannot give one, and names that one', async () => {
    const { fetched, withheld } = await fetchBatch(server({ damaged: [2] }), announced)
    assert.deepEqual([uidsOf(fetched), uidsOf(withheld)], [[1, 3], [2]])
  })

  it('does not name mails that were deleted meanwhile', async () => {
    const { fetched, withheld } = await fetchBatch(server({ gone: [3] }), announced)
    assert.deepEqual([uidsOf(fetched), uidsOf(withheld)], [[1, 2], []])
  })

  it('fails when the server gives nothing at all, so that nothing is passed over', async () => {
    await assert.rejects(fetchBatch(server({ damaged: [1, 2, 3] }), announced), ConnectionFailed)
  })

  it('fails at once when the connection is lost', async () => {
    const connection = server({ damaged: [2], code: 'closed' })
    await assert.rejects(fetchBatch(connection, announced), ConnectionFailed)
    assert.equal(connection.asked.length, 1)
  })
})

describe('asking for sizes', () => {
  const describing = (odd: number[], code: ProblemCode = 'server-said') => ({
    sizes: async (uids: readonly number[]) => {
      if (uids.some((uid) => odd.includes(uid))) throw failed(code)
      return uids.map((uid) => ({ uid, size: 7, receivedAt: 1 }))
    },
  })

  it('does not stop at a mail that the server cannot describe', async () => {
    assert.deepEqual(await sizesOf(describing([2]), [1, 2, 3], 99), [
      { uid: 1, size: 7, receivedAt: 1 },
      { uid: 2, size: 0, receivedAt: 99 },
      { uid: 3, size: 7, receivedAt: 1 },
    ])
  })

  it('fails when the server describes none, or is gone', async () => {
    await assert.rejects(sizesOf(describing([1, 2]), [1, 2], 99), ConnectionFailed)
    await assert.rejects(sizesOf(describing([2], 'closed'), [1, 2], 99), ConnectionFailed)
  })
})
