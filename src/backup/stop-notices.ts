import type { Db } from '../db/database.ts'
import { ALARM } from './alarm.store.ts'

/**
 * Mails to people that waited when the backup was taken have mostly gone out since: none goes again. On screen they
 * stay, and a comment shows that the mail failed and why, so that nobody counts on it.
 *
 * @returns how many
 */
export async function stopNotices(tx: Db, words: string): Promise<number> {
  await tx
    .updateTable('notifications')
    .set({ email_state: 'none', email_next_at: null })
    .where('kind', '=', ALARM)
    .where('email_state', 'in', ['queued', 'sending'])
    .execute()
  const { numUpdatedRows } = await tx
    .updateTable('notifications')
    .set({ email_state: 'failed', email_next_at: null, email_error: words })
    .where('email_state', 'in', ['queued', 'sending'])
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
