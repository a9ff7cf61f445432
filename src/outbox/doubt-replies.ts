import type { Db } from '../db/database.ts'
import { settleAttempt } from './delivery.store.ts'

/**
 * After the database was put back: of a reply that had not gone out by then nobody can know whether it went out
 * afterwards, so none is sent by itself, and people are asked. That holds for one that had failed, too: somebody
 * may have tried it again with success. Copies for Sent look first whether they are there.
 *
 * @param takenAt the instant to which the database was put back, UTC ms
 * @returns how many
 */
export async function doubtReplies(tx: Db, takenAt: number, now: number): Promise<number> {
  const rows = await tx
    .selectFrom('outbox')
    .selectAll()
    .where('state', 'in', ['queued', 'sending', 'failed'])
    .orderBy('id')
    .execute()
  for (const row of rows) {
    const taken = { state: 'sending', lease_until: now, restored_from: takenAt } as const
    await tx.updateTable('outbox').set(taken).where('id', '=', row.id).execute()
    // What a server said of an earlier attempt still helps whoever decides.
    const doubt = { state: 'uncertain', words: row.server_reply ?? '' } as const
    await settleAttempt(tx, { ...row, ...taken }, doubt, { appendSent: false, now })
  }
  await tx
    .updateTable('outbox')
    .set({ append_attempts: 1 })
    .where('state', '=', 'sent')
    .where('appended_at', 'is', null)
    .where('append_attempts', '=', 0)
    .execute()
  return rows.length
}
