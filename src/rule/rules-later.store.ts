import type { Db } from '../db/database.ts'

/** What is older when it comes in (a first import) happened long ago, and no rule acts on it. Ms. */
const NEWS_FOR = 3 * 24 * 3_600_000

/**
 * Orders that the rules look at mails that were just stored, in the transaction that stores them. Where no rule
 * is switched on this is one look at a small table, however many mails there are. Bounces are no mail of anybody.
 *
 * @param now UTC ms
 */
export async function rulesLater(
  tx: Db,
  mailboxId: number,
  messageIds: readonly number[],
  now: number,
): Promise<void> {
  if (messageIds.length === 0) return
  const rule = await tx
    .selectFrom('rules')
    .select('id')
    .where((eb) => eb.or([eb('mailbox_id', 'is', null), eb('mailbox_id', '=', mailboxId)]))
    .where('enabled_at', 'is not', null)
    .where('removed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!rule) return
  const mails = await tx
    .selectFrom('messages')
    .select('id')
    .where('id', 'in', [...messageIds])
    .where('direction', '=', 'inbound')
    .where('kind', '!=', 'bounce')
    .where('received_at', '>', now - NEWS_FOR)
    .orderBy('id')
    .execute()
  if (mails.length === 0) return
  await tx
    .insertInto('rule_due')
    .values(mails.map(({ id }) => ({ message_id: id, rule_id: null, due_at: now })))
    .execute()
}
