import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createDeflateRaw } from 'node:zlib'
import type { Db, NewRow } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { CHUNK } from './blob.store.ts'

/** Two megabytes. A commit takes as long as writing that. */
const IN_A_COMMIT = 8

/** Bytes that stand in the database before anything refers to them. */
export type StoredBytes = { blobId: number; sha256: string; size: number }

/**
 * Packs and stores bytes as they come, some pieces in each commit, so that memory does not hold them all.
 *
 * @param begin is called in the transaction that makes the blob: it must see to it that what is never referred to is
 *   let go again, whatever happens to this process
 */
export async function storeInPieces(
  db: Db,
  bytes: AsyncIterable<Uint8Array>,
  begin: (tx: Db, blobId: number) => Promise<void>,
  now: number,
): Promise<StoredBytes> {
  const blobId = await transact(db, async (tx) => {
    const row = { sha256: '', size: 0, packing: 'deflate' as const, created_at: now }
    const { id } = await tx.insertInto('blobs').values(row).returning('id').executeTakeFirstOrThrow()
    await begin(tx, id)
    return id
  })
  const sha256 = createHash('sha256')
  let size = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      sha256.update(piece)
      size += piece.byteLength
      yield piece
    }
  }
  const packed = Readable.from(counted()).compose(createDeflateRaw({ level: 1, chunkSize: CHUNK }))
  let waiting: NewRow<'blob_chunks'>[] = []
  let seq = 0
  for await (const bytes of inChunks(packed)) {
    waiting.push({ blob_id: blobId, seq: seq++, bytes })
    if (waiting.length < IN_A_COMMIT) continue
    await storeChunks(db, waiting)
    waiting = []
  }
  await storeChunks(db, waiting)
  const known = { blobId, sha256: sha256.digest('hex'), size }
  await db.updateTable('blobs').set({ sha256: known.sha256, size }).where('id', '=', blobId).execute()
  return known
}

async function storeChunks(db: Db, chunks: readonly NewRow<'blob_chunks'>[]): Promise<void> {
  await transact(db, async (tx) => {
    for (const chunk of chunks) await tx.insertInto('blob_chunks').values(chunk).execute()
  })
}

/** Pieces of one size: a row for each small one would cost more than its bytes. */
async function* inChunks(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    waiting.push(piece)
    length += piece.byteLength
    if (length < CHUNK) continue
    const all = Buffer.concat(waiting)
    for (let at = 0; at + CHUNK <= all.byteLength; at += CHUNK) yield all.subarray(at, at + CHUNK)
    const rest = all.subarray(all.byteLength - (all.byteLength % CHUNK))
    waiting = rest.byteLength > 0 ? [rest] : []
    length = rest.byteLength
  }
  if (length > 0) yield Buffer.concat(waiting)
}
