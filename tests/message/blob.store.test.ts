import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { before, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { packBytes, readBlob, storeBlob } from '../../src/message/blob.store.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let db: Db
  before(async () => {
    db = await open()
  })
  const CHUNK = 256 * 1024
  const cases: [string, Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['every byte there is', Uint8Array.from({ length: 256 }, (_, n) => n)],
    ['what packs well', Buffer.alloc(3 * CHUNK, 'あ')],
    ['what does not pack, at a piece’s end', randomBytes(CHUNK)],
    ['what does not pack, one byte past it', randomBytes(CHUNK + 1)],
    ['a view into a larger buffer', randomBytes(100).subarray(10, 20)],
  ]
  for (const [says, bytes] of cases) {
    it(`gives back ${says} byte for byte`, async () => {
      const packed = await packBytes(bytes)
      assert.equal(packed.sha256, createHash('sha256').update(bytes).digest('hex'))
      assert.equal(packed.size, bytes.byteLength)
      const read = await readBlob(db, await storeBlob(db, packed, 1))
      assert.ok(Buffer.from(read).equals(Buffer.from(bytes)))
    })
  }

  it('says that bytes are missing instead of giving none', async () => {
    await assert.rejects(readBlob(db, 99_999))
  })
})
