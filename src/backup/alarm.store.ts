import type { Db } from '../db/database.ts'
import { administrators } from '../notification/administrators.store.ts'
import { tellBrowsers } from '../notification/tell-browsers.ts'
import { tellPeople } from '../notification/tell-people.ts'

/** What administrators are told when backups are in trouble; it belongs to no thread. */
export const ALARM = 'backup_trouble'

/**
 * Tells every administrator, on screen and by mail, that backups are in trouble: once until a good one is made.
 *
 * @param goodAt the newest good backup, UTC ms: it names the trouble
 * @returns how many were told now
 */
export async function raiseAlarm(tx: Db, goodAt: number | null, now: number): Promise<number> {
  return tellPeople(tx, await administrators(tx), { kind: ALARM, cause: `${ALARM}:${goodAt ?? 0}` }, now)
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
