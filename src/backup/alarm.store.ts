import type { Db } from '../db/database.ts'
import { tellBrowsers } from '../notification/tell-browsers.ts'

/** What administrators are told when backups are in trouble; it belongs to no thread. */
export const ALARM = 'backup_trouble'

/**
 * Tells every administrator, on screen and by mail, that backups are in trouble: once until a good one is made.
 *
 * @param goodAt the newest good backup, UTC ms: it names the trouble
 * @returns how many were told now
 */
export async function raiseAlarm(tx: Db, goodAt: number | null, now: number): Promise<number> {
  const administrators = await tx
    .selectFrom('accounts')
    .select('id')
    .where('admin_since', 'is not', null)
    .where('disabled_at', 'is', null)
    .execute()
  if (administrators.length === 0) return 0
  const told = await tx
    .insertInto('notifications')
    .values(
      administrators.map(({ id }) => ({
        account_id: id,
        kind: ALARM,
        thread_id: null,
        comment_id: null,
        message_id: null,
        policy_id: null,
        wait_id: null,
        actor_id: null,
        cause: `${ALARM}:${goodAt ?? 0}`,
        created_at: now,
        read_at: null,
        email_state: 'queued' as const,
        email_next_at: now,
        email_sent_at: null,
        email_error: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'cause']).doNothing())
    .returning('account_id')
    .execute()
  await tellBrowsers(
    tx,
    told.map(({ account_id }) => account_id),
    now,
  )
  return told.length
}

/** The trouble is over: nobody need read of it any more, nor get its mail. */
export async function endAlarm(tx: Db, now: number): Promise<void> {
  const ended = await tx
    .updateTable('notifications')
    .set({ read_at: now })
    .where('kind', '=', ALARM)
    .where('read_at', 'is', null)
    .returning('account_id')
    .execute()
  await tellBrowsers(
    tx,
    ended.map(({ account_id }) => account_id),
    now,
  )
}
