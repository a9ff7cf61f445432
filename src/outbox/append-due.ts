import type { Db } from '../db/database.ts'
import { readBlob } from '../message/blob.store.ts'
import { leaseAppend, noteAppend } from './append.store.ts'
import { appendAgainAt } from './delivery.ts'
import type { OutboxRow } from './lease.store.ts'
import type { Ways } from './send-due.ts'
import { copyFailureInWords, type SentCopies } from './sent-copies.ts'

export type AppendCounts = { appended: number; failed: number }

const AT_ONCE = 50

/**
 * Puts copies of what was sent into the Sent folders. It is work of its own, after the server took the mail:
 * failing here is noted and tried again, and never sends anything.
 *
 * @param clock now, UTC ms
 */
export async function appendDueMail(
  db: Db,
  ways: Ways,
  clock: () => number,
  stop?: AbortSignal,
): Promise<AppendCounts> {
  const counts: AppendCounts = { appended: 0, failed: 0 }
  for (let n = 0; n < AT_ONCE && !stop?.aborted; n++) {
    const row = await leaseAppend(db, [...ways.keys()], clock())
    if (!row) break
    const copies = ways.get(row.mailbox_id)?.copies
    if (copies) counts[(await append(db, row, copies, clock)) ? 'appended' : 'failed']++
    // The server keeps copies itself.
    else await noteAppend(db, row.id, { appended_at: null, append_next_at: null, append_error: null })
  }
  return counts
}

async function append(
  db: Db,
  row: OutboxRow,
  copies: Pick<SentCopies, 'keep'>,
  clock: () => number,
): Promise<boolean> {
  try {
    const message = await db
      .selectFrom('messages')
      .select(['raw_blob_id', 'message_id'])
      .where('id', '=', row.message_id)
      .executeTakeFirstOrThrow()
    if (message.raw_blob_id !== null) {
      await copies.keep({
        raw: await readBlob(db, message.raw_blob_id),
        messageId: message.message_id ?? '',
        date: row.accepted_at ?? clock(),
        // A connection that broke after the server stored the copy looks like a failure.
        look: row.append_attempts > 1,
      })
    }
    await noteAppend(db, row.id, { appended_at: clock(), append_next_at: null, append_error: null })
    return true
  } catch (error) {
    await noteAppend(db, row.id, {
      appended_at: null,
      append_next_at: appendAgainAt(row.append_attempts, clock()),
      append_error: copyFailureInWords(error),
    })
    return false
  }
}
