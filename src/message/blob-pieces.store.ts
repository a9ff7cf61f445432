import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import type { Db } from '../db/database.ts'
import { readBlob } from './blob.store.ts'

/** Bytes that are read at once: below this, pieces cost more than they save. */
const WHOLE = 1024 * 1024

/**
 * The bytes as they were stored; of many, their number and a way to read them piece by piece, so that memory does
 * not hold them all.
 *
 * @throws when there is no such blob
 */
export async function readInPieces(
  db: Db,
  blobId: number,
): Promise<Uint8Array | { size: number; pieces: () => AsyncIterable<Uint8Array> }> {
  const blob = await db
    .selectFrom('blobs')
    .select(['packing', 'size'])
    .where('id', '=', blobId)
    .executeTakeFirstOrThrow()
  if (blob.size <= WHOLE) return readBlob(db, blobId)
  const pieces = () =>
    blob.packing === 'none'
      ? storedPieces(db, blobId)
      : Readable.from(storedPieces(db, blobId)).compose(createInflateRaw())
  return { size: blob.size, pieces }
}

async function* storedPieces(db: Db, blobId: number): AsyncGenerator<Uint8Array> {
  for (let seq = 0; ; seq++) {
    const row = await db
      .selectFrom('blob_chunks')
      .select('bytes')
      .where('blob_id', '=', blobId)
      .where('seq', '=', seq)
      .executeTakeFirst()
    if (!row) return
    yield row.bytes
  }
}
