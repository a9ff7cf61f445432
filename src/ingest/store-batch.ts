import type { Db } from '../db/database.ts'
import { isDatabaseTrouble } from '../db/problem.ts'
import type { Log } from '../log.ts'
import type { Arrival, ReadFolder, Receipt, ReceivingMailbox } from './arrival.ts'
import { setAside } from './batch.ts'
import type { receiveMessages } from './receive-messages.ts'

export type Batch = { mailbox: ReceivingMailbox; folder: ReadFolder; mails: readonly Arrival[] }
export type Counts = Pick<Receipt, 'stored' | 'duplicates' | 'broken'>

export type StoreTools = { db: Db; receive: typeof receiveMessages; log?: Log }

/**
 * Stores a batch. If that breaks, its mails are stored one by one, and the one that breaks it is set aside
 * with its original, so that the rest goes on.
 *
 * @throws when the database is in trouble, or not even an original can be stored: no mail is to blame for that,
 *   and the batch is fetched again
 */
export async function storeBatch(
  { db, receive, log }: StoreTools,
  batch: Batch,
  now: number,
): Promise<Counts> {
  try {
    return await receive(db, batch, now)
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    log?.warn('a batch could not be stored; going on mail by mail', {
      ...factsOf(batch),
      error: firstLine(error),
    })
    const counts: Counts = { stored: 0, duplicates: 0, broken: 0 }
    for (const mail of batch.mails) addCounts(counts, await storeOne({ db, receive, log }, batch, mail, now))
    return counts
  }
}

async function storeOne(
  { db, receive, log }: StoreTools,
  batch: Batch,
  mail: Arrival,
  now: number,
): Promise<Counts> {
  try {
    return await receive(db, { ...batch, mails: [mail] }, now)
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    const why = firstLine(error)
    log?.error('a mail is set aside because it could not be stored', {
      ...factsOf(batch),
      uid: mail.uid,
      error: why,
    })
    const parsed = setAside('not-stored', `The mail could not be stored as it was understood: ${why}`)
    return receive(db, { ...batch, mails: [{ ...mail, parsed }] }, now)
  }
}

export function addCounts(to: Counts, more: Counts): void {
  to.stored += more.stored
  to.duplicates += more.duplicates
  to.broken += more.broken
}

function factsOf({ mailbox, folder }: Batch) {
  return { mailbox: mailbox.address, folder: folder.name }
}

function firstLine(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return (words.split('\n')[0] ?? '').slice(0, 200)
}
