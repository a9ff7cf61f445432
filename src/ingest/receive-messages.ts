import { knownCustomers } from '../customer/customer.store.ts'
import type { Db, NewRow, Tx } from '../db/database.ts'
import { reserveIds } from '../db/reserve-ids.ts'
import { transact } from '../db/transact.ts'
import { type PackedBytes, packBytes, storeBlobs } from '../message/blob.store.ts'
import { foundInSent } from '../outbox/found-in-sent.ts'
import { secretFor } from '../settings/settings.store.ts'
import type { Arrival, ReadFolder, Receipt, ReceivingMailbox } from './arrival.ts'
import { moveCursor } from './cursor.store.ts'
import { foresee } from './foresee.store.ts'
import { knownSubjects } from './known-subjects.store.ts'
import { noLateRows, recordSoFar, writeLate } from './late-rows.ts'
import { mayBeOwn, receiveOne } from './receive-one.ts'
import { partyOf } from './store-mail.ts'

/**
 * Takes a batch of mails in: raw bytes, message, thread, counters, events, notifications and the cursor
 * are one commit. Whatever comes after a crash sees either all of it or none, and none means that the
 * batch is fetched again.
 *
 * Identity is the place on the server (mailbox, folder, UIDVALIDITY, UID) and the SHA-256 of the bytes;
 * a mail known by either is counted as a duplicate and stored no second time. Message-ID is no identity.
 *
 * @param mails in the order of their UIDs; the cursor moves to the last
 * @param now UTC ms
 */
export async function receiveMessages(
  db: Db,
  batch: { mailbox: ReceivingMailbox; folder: ReadFolder; mails: readonly Arrival[] },
  now: number,
): Promise<Receipt> {
  const { mailbox, folder, mails } = batch
  const packed = await Promise.all(mails.map((mail) => packBytes(mail.raw)))
  const secret = await secretFor(db, 'message-id')

  return transact(db, async (tx) => {
    const known = await knownAlready(tx, mailbox.id, folder, mails, packed)
    const toStore = packed.filter((bytes, index) => {
      const mail = mails[index]
      if (!mail || known.places.has(mail.uid)) return false
      if (bytes.size > 0 && known.bytes.has(bytes.sha256)) return false
      return !mayBeOwn({ mailbox, folder, mail })
    })
    const blobs = await storeBlobs(tx, toStore, now)
    const parties = mails.flatMap((mail) => partyOf({ mailbox, folder, mail })?.address ?? [])
    const customers = await knownCustomers(tx, parties)
    const foreseen = await foresee(tx, mailbox, mails)
    const unknown = mails.filter(({ uid }) => !known.places.has(uid))
    const subjects = await knownSubjects(tx, mailbox, mails)
    const unlabelled = foreseen.threads.keys().filter((id) => !foreseen.labelled.has(id))
    const late = noLateRows(await reserveIds(tx, 'messages', unknown.length), unlabelled)
    const receipt: Receipt = { stored: 0, duplicates: 0, broken: 0, threadIds: [] }
    const origins: NewRow<'message_origins'>[] = []
    for (const [index, mail] of mails.entries()) {
      const bytes = packed[index]
      if (!bytes || known.places.has(mail.uid)) {
        receipt.duplicates++
        continue
      }
      // No bytes at all (the server withholds them) are no sign of being the same mail.
      const sameBytes = bytes.size === 0 ? undefined : known.bytes.get(bytes.sha256)
      const outcome =
        sameBytes === undefined
          ? await receiveOne(
              tx,
              {
                mailbox,
                folder,
                mail,
                packed: bytes,
                secret,
                late,
                foreseen,
                subjects,
                customers,
                blobId: blobs.get(bytes.sha256) ?? null,
              },
              now,
            )
          : { messageId: sameBytes, threadId: null }
      known.places.add(mail.uid)
      if (outcome.messageId !== null) {
        origins.push({
          mailbox_id: mailbox.id,
          folder: folder.name,
          uid_validity: folder.uidValidity,
          uid: mail.uid,
          message_id: outcome.messageId,
        })
        known.bytes.set(bytes.sha256, outcome.messageId)
      }
      if (outcome.threadId === null) {
        receipt.duplicates++
        if (folder.role === 'sent' && outcome.messageId !== null) {
          await recordSoFar(tx, late)
          await foundInSent(tx, outcome.messageId, now)
          foreseen.threads.clear()
        }
      } else {
        receipt.stored++
        receipt.threadIds.push(outcome.threadId)
        if (mail.parsed.kind === 'broken') receipt.broken++
      }
    }
    await writeLate(tx, mailbox.id, late, now)
    if (origins.length > 0) await tx.insertInto('message_origins').values(origins).execute()
    const last = mails.at(-1)
    if (last) {
      await moveCursor(tx, {
        mailboxId: mailbox.id,
        folder: folder.name,
        uidValidity: folder.uidValidity,
        lastUid: last.uid,
        now,
      })
    }
    return receipt
  })
}

async function knownAlready(
  tx: Tx,
  mailboxId: number,
  folder: ReadFolder,
  mails: readonly Arrival[],
  packed: readonly PackedBytes[],
) {
  if (mails.length === 0) return { places: new Set<number>(), bytes: new Map<string, number>() }
  const places = await tx
    .selectFrom('message_origins')
    .select('uid')
    .where('mailbox_id', '=', mailboxId)
    .where('folder', '=', folder.name)
    .where('uid_validity', '=', folder.uidValidity)
    .where(
      'uid',
      'in',
      mails.map((mail) => mail.uid),
    )
    .execute()
  const bytes = await tx
    .selectFrom('messages')
    .select(['id', 'raw_sha256'])
    .where('mailbox_id', '=', mailboxId)
    .where(
      'raw_sha256',
      'in',
      packed.map((mail) => mail.sha256),
    )
    .execute()
  return {
    places: new Set(places.map((row) => row.uid)),
    bytes: new Map(bytes.map((row) => [row.raw_sha256, row.id])),
  }
}
