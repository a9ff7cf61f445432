import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, deflateRawSync, inflateRaw } from 'node:zlib'
import type { Db } from '../db/database.ts'

const pack = promisify(deflateRaw)
const unpack = promisify(inflateRaw)

/** 256 KiB: PostgreSQL doubles bytes on the way in, and neither driver streams a single value. */
const CHUNK = 256 * 1024
/** Bytes that pack in about half a millisecond: handing them to another thread and back takes as long again. */
const PACKED_AT_ONCE = 64 * 1024

/** Bytes made ready for storing, outside any transaction because packing takes time. */
export type PackedBytes = { sha256: string; size: number; packing: 'deflate' | 'none'; bytes: Uint8Array }

export async function packBytes(raw: Uint8Array): Promise<PackedBytes> {
  const sha256 = createHash('sha256').update(raw).digest('hex')
  // Level 1 packs mail nearly as well as 6 at a third of the time; base64 alone gives back a quarter.
  const level = 1
  const packed =
    raw.byteLength <= PACKED_AT_ONCE ? deflateRawSync(raw, { level }) : await pack(raw, { level })
  const worthIt = packed.byteLength < raw.byteLength * 0.95
  return {
    sha256,
    size: raw.byteLength,
    packing: worthIt ? 'deflate' : 'none',
    bytes: worthIt ? packed : raw,
  }
}

/** Stores packed bytes in pieces and returns the blob's id. */
export async function storeBlob(tx: Db, packed: PackedBytes, now: number): Promise<number> {
  const { id } = await tx
    .insertInto('blobs')
    .values({ sha256: packed.sha256, size: packed.size, packing: packed.packing, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (let seq = 0, at = 0; at < packed.bytes.byteLength; seq++, at += CHUNK) {
    const bytes = Buffer.from(packed.bytes.subarray(at, at + CHUNK))
    await tx.insertInto('blob_chunks').values({ blob_id: id, seq, bytes }).execute()
  }
  return id
}

/**
 * The bytes as they were stored.
 *
 * @throws when there is no such blob: a row that points to it is then broken
 */
export async function readBlob(db: Db, blobId: number): Promise<Uint8Array> {
  const blob = await db
    .selectFrom('blobs')
    .select(['packing', 'size'])
    .where('id', '=', blobId)
    .executeTakeFirstOrThrow()
  const chunks = await db
    .selectFrom('blob_chunks')
    .select('bytes')
    .where('blob_id', '=', blobId)
    .orderBy('seq')
    .execute()
  const stored = Buffer.concat(chunks.map((chunk) => chunk.bytes))
  return blob.packing === 'deflate' ? unpack(stored) : stored
}
