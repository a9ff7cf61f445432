import type { Db } from '../db/database.ts'
import type { Arrival, ReadFolder, Receipt, ReceivingMailbox } from './arrival.ts'
import { setAside } from './batch.ts'
import type { receiveMessages } from './receive-messages.ts'

export type Batch = { mailbox: ReceivingMailbox; folder: ReadFolder; mails: readonly Arrival[] }
export type Counts = Pick<Receipt, 'stored' | 'duplicates' | 'broken'>

/**
 * Stores a batch. If that breaks, its mails are stored one by one, and the one that breaks it is set aside
 * with its original, so that the rest goes on.
 *
 * @throws when not even the originals can be stored: then the database is in trouble, not a mail
 */
export async function storeBatch(
  db: Db,
  receive: typeof receiveMessages,
  batch: Batch,
  now: number,
): Promise<Counts> {
  try {
    return await receive(db, batch, now)
  } catch {
    const counts: Counts = { stored: 0, duplicates: 0, broken: 0 }
    for (const mail of batch.mails) addCounts(counts, await storeOne(db, receive, batch, mail, now))
    return counts
  }
}

async function storeOne(
  db: Db,
  receive: typeof receiveMessages,
  batch: Batch,
  mail: Arrival,
  now: number,
): Promise<Counts> {
  try {
    return await receive(db, { ...batch, mails: [mail] }, now)
  } catch (error) {
    const parsed = setAside(`The mail could not be stored as it was understood: ${firstLine(error)}`)
    return receive(db, { ...batch, mails: [{ ...mail, parsed }] }, now)
  }
}

export function addCounts(to: Counts, more: Counts): void {
  to.stored += more.stored
  to.duplicates += more.duplicates
  to.broken += more.broken
}

function firstLine(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return (words.split('\n')[0] ?? '').slice(0, 200)
}
