import type { Db } from '../db/database.ts'
import { loosenBlobs, takeLooseBlob } from '../draft/loose-blobs.store.ts'
import { composeInPieces, composeMail, type MailToCompose } from '../mail/compose.ts'
import { packBytes, storeBlob } from '../message/blob.store.ts'
import { storeInPieces } from '../message/store-in-pieces.store.ts'

/** A mail's bytes before it is queued. `take` gives the id of its blob to the transaction that queues it. */
export type ComposedBytes = { sha256: string; size: number; take(tx: Db, now: number): Promise<number> }

/**
 * Writes a mail. With large files it goes into the database while it is written; should it not be queued after all,
 * its bytes are let go later.
 */
export async function composedBytes(db: Db, mail: MailToCompose, now: number): Promise<ComposedBytes> {
  const isLarge = (mail.attachments ?? []).some(({ bytes }) => !(bytes instanceof Uint8Array))
  if (!isLarge) {
    const packed = await packBytes(await composeMail(mail))
    return { ...packed, take: (tx, at) => storeBlob(tx, packed, at) }
  }
  const loosen = (tx: Db, blobId: number) => loosenBlobs(tx, [blobId], now)
  const { blobId, sha256, size } = await storeInPieces(db, composeInPieces(mail), loosen, now)
  return {
    ...{ sha256, size },
    async take(tx) {
      await takeLooseBlob(tx, blobId)
      return blobId
    },
  }
}
