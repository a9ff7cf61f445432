import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, deflateRaw, deflateRawSync, inflateRaw } from 'node:zlib'
import type { Db } from '../db/database.ts'

const pack = promisify(deflateRaw)
const unpack = promisify(inflateRaw)

/** 256 KiB: PostgreSQL doubles bytes on the way in, and neither driver streams a single value. */
export const CHUNK = 256 * 1024
/** Bytes that pack in about half a millisecond: handing them to another thread and back takes as long again. */
const PACKED_AT_ONCE = 64 * 1024

/** Bytes made ready for storing, outside any transaction because packing takes time. */
export type PackedBytes = { sha256: string; size: number; packing: 'deflate' | 'none'; bytes: Uint8Array }

export async function packBytes(raw: Uint8Array): Promise<PackedBytes> {
  const sha256 = createHash('sha256').update(raw).digest('hex')
  const share = raw.byteLength <= PACKED_AT_ONCE ? 0 : packedShare(raw)
  if (share > PACKS_NOTHING) return { sha256, size: raw.byteLength, packing: 'none', bytes: raw }
  // Level 1 packs mail nearly as well as 6 at a third of the time; base64 alone gives back a quarter.
  const packed =
    raw.byteLength <= PACKED_AT_ONCE
      ? deflateRawSync(raw, { level: 1 })
      : await pack(raw, optionsFor(raw, share))
  const worthIt = packed.byteLength < raw.byteLength * 0.95
  return {
    sha256,
    size: raw.byteLength,
    packing: worthIt ? 'deflate' : 'none',
    bytes: worthIt ? packed : raw,
  }
}

const SAMPLE = 16 * 1024

/** Photos and archives as they are, and not in base64: trying costs twice their size in memory. */
const PACKS_NOTHING = 0.98

/** How much of its size a piece from the middle keeps when it is packed. */
function packedShare(raw: Uint8Array): number {
  const middle = Math.floor(raw.byteLength / 2)
  const sample = raw.subarray(middle, middle + SAMPLE)
  return deflateRawSync(sample, { level: 1 }).byteLength / sample.byteLength
}

/** Photos and archives in base64 repeat nothing: not to look for repeats saves two thirds of the time, and no byte. */
function optionsFor(raw: Uint8Array, share: number) {
  return {
    level: 1,
    strategy: share < 0.7 ? constants.Z_DEFAULT_STRATEGY : constants.Z_HUFFMAN_ONLY,
    // In one piece where it can be: each piece is a way to another thread and back.
    chunkSize: Math.min(raw.byteLength, CHUNK),
  }
}

/** Stores packed bytes in pieces and returns the blob's id. */
export async function storeBlob(tx: Db, packed: PackedBytes, now: number): Promise<number> {
  const id = (await storeBlobs(tx, [packed], now)).get(packed.sha256)
  if (id === undefined) throw new Error('the database gave a new blob no id')
  return id
}

/** Stores the bytes of a whole batch, the same bytes once; returns each blob's id by its SHA-256. */
export async function storeBlobs(
  tx: Db,
  batch: readonly PackedBytes[],
  now: number,
): Promise<Map<string, number>> {
  const bySha256 = new Map(batch.map((packed) => [packed.sha256, packed]))
  if (bySha256.size === 0) return new Map()
  const made = await tx
    .insertInto('blobs')
    .values(
      [...bySha256.values()].map(({ sha256, size, packing }) => ({ sha256, size, packing, created_at: now })),
    )
    .returning(['id', 'sha256'])
    .execute()
  for (const chunks of inStatements(made.flatMap(({ id, sha256 }) => chunksOf(id, bySha256.get(sha256)))))
    await tx.insertInto('blob_chunks').values(chunks).execute()
  return new Map(made.map(({ id, sha256 }) => [sha256, id]))
}

type Chunk = { blob_id: number; seq: number; bytes: Buffer }

function chunksOf(blobId: number, packed: PackedBytes | undefined): Chunk[] {
  const { bytes } = packed ?? { bytes: new Uint8Array() }
  return Array.from({ length: Math.ceil(bytes.byteLength / CHUNK) }, (_, seq) => {
    const { buffer, byteOffset, byteLength } = bytes.subarray(seq * CHUNK, (seq + 1) * CHUNK)
    return { blob_id: blobId, seq, bytes: Buffer.from(buffer, byteOffset, byteLength) }
  })
}

/** Several small pieces go in one statement, a large one in its own. */
function inStatements(chunks: readonly Chunk[]): Chunk[][] {
  const statements: Chunk[][] = []
  let size = 0
  for (const chunk of chunks) {
    const open = statements.at(-1)
    if (open && size + chunk.bytes.byteLength <= CHUNK) {
      open.push(chunk)
      size += chunk.bytes.byteLength
    } else {
      statements.push([chunk])
      size = chunk.bytes.byteLength
    }
  }
  return statements
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

/**
 * Lets go of the bytes. The row stays, as a blob of nothing: to delete it, both databases would look through
 * every message for one that points to it.
 */
export async function emptyBlob(tx: Db, blobId: number): Promise<void> {
  const { sha256, size, packing } = await packBytes(new Uint8Array())
  await tx.deleteFrom('blob_chunks').where('blob_id', '=', blobId).execute()
  await tx.updateTable('blobs').set({ sha256, size, packing }).where('id', '=', blobId).execute()
}
