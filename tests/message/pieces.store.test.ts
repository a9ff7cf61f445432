import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { before, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { allBytes } from '../../src/mail/mail-bytes.ts'
import { packBytes, readBlob, storeBlob } from '../../src/message/blob.store.ts'
import { readInPieces } from '../../src/message/blob-pieces.store.ts'
import { storeInPieces } from '../../src/message/store-in-pieces.store.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  before(async () => {
    db = await open()
  })
  const MEGABYTE = 1024 * 1024
  const cases: [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['a few bytes', Buffer.from('お世話になっております。')],
    ['what packs well', Buffer.alloc(3 * MEGABYTE, 'あ')],
    ['what does not pack', randomBytes(2 * MEGABYTE + 1)],
  ]
  async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.byteLength; at += 65_537) yield bytes.subarray(at, at + 65_537)
  }
  const begin = async () => {}

  for (const [says, bytes] of cases) {
    it(`stores ${says} as it comes, byte for byte`, async () => {
      const { blobId, sha256, size } = await storeInPieces(db, inPieces(bytes), begin, 1)
      assert.deepEqual([sha256, size], [createHash('sha256').update(bytes).digest('hex'), bytes.byteLength])
      assert.ok(Buffer.from(await readBlob(db, blobId)).equals(bytes))
    })

    it(`reads ${says} piece by piece, as often as it is asked`, async () => {
      const raw = await readInPieces(db, await storeBlob(db, await packBytes(bytes), 1))
      assert.equal(raw instanceof Uint8Array, bytes.byteLength <= MEGABYTE)
      for (let n = 0; n < 2; n++) assert.ok(Buffer.from(await allBytes(raw)).equals(bytes))
    })
  }

  it('leaves a blob that its maker knows of when the bytes break off', async () => {
    const known: number[] = []
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(MEGABYTE)
      throw new Error('the file cannot be read')
    }
    const stored = storeInPieces(db, broken(), async (_tx, id) => void known.push(id), 1)
    await assert.rejects(stored, /cannot be read/)
    assert.equal(known.length, 1)
  })
})
