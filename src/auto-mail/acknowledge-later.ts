import type { Tx } from '../db/database.ts'
import { AFTER_RULES, NEWS_FOR } from './acknowledgement.ts'

/** A mail that began a thread and that a machine may answer. */
export type Acknowledgeable = { messageId: number; receivedAt: number }

/**
 * Orders the acknowledgement of mails that were just stored, in the transaction that stores them, where the mailbox
 * has one. Sending is decided when it is due.
 *
 * @param now UTC ms
 */
export async function acknowledgeLater(
  tx: Tx,
  mailboxId: number,
  mails: readonly Acknowledgeable[],
  now: number,
): Promise<void> {
  const news = mails.filter(({ receivedAt }) => receivedAt > now - NEWS_FOR)
  if (news.length === 0) return
  const set = await tx
    .selectFrom('acknowledgements')
    .select('enabled_at')
    .where('mailbox_id', '=', mailboxId)
    .where('enabled_at', 'is not', null)
    .executeTakeFirst()
  const since = set?.enabled_at ?? null
  const due = since === null ? [] : news.filter(({ receivedAt }) => receivedAt >= since)
  if (due.length === 0) return
  await tx
    .insertInto('acknowledgement_due')
    .values(due.map(({ messageId }) => ({ message_id: messageId, due_at: now + AFTER_RULES })))
    .execute()
}
