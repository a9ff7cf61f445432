import type { Banner } from '../../views/layout/banners.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { administrators } from '../notification/administrators.store.ts'
import { tellBrowsers } from '../notification/tell-browsers.ts'
import { tellPeople } from '../notification/tell-people.ts'
import { stuckMailboxes } from './stuck.store.ts'

/** What administrators are told of a mailbox whose mail is stuck; it belongs to no thread. */
export const OUTBOX_STUCK = 'outbox_stuck'

/**
 * Tells all administrators, on screen and by mail, of mailboxes whose replies are stuck: once, until nothing there is
 * stuck any more.
 *
 * @param now UTC ms
 * @returns how many people were told now
 */
export async function tellOfStuck(db: Db, now: number): Promise<number> {
  return transact(db, async (tx) => {
    const stuck = new Set((await stuckMailboxes(tx, now)).map(({ mailboxId }) => mailboxId))
    const known = await tx.selectFrom('outbox_alarms').selectAll().execute()
    for (const alarm of known) if (!stuck.has(alarm.mailbox_id)) await end(tx, alarm, now)
    let told = 0
    for (const mailboxId of stuck) {
      if (known.some((alarm) => alarm.mailbox_id === mailboxId)) continue
      await tx.insertInto('outbox_alarms').values({ mailbox_id: mailboxId, since: now }).execute()
      const notice = { kind: OUTBOX_STUCK, cause: causeOf(mailboxId, now) }
      told += await tellPeople(tx, await administrators(tx), notice, now)
    }
    return told
  })
}

/** Nobody need read of it any more, nor get its mail. */
async function end(
  tx: Db,
  { mailbox_id, since }: { mailbox_id: number; since: number },
  now: number,
): Promise<void> {
  await tx.deleteFrom('outbox_alarms').where('mailbox_id', '=', mailbox_id).execute()
  const ended = await tx
    .updateTable('notifications')
    .set({ read_at: now })
    .where('kind', '=', OUTBOX_STUCK)
    .where('cause', '=', causeOf(mailbox_id, since))
    .where('read_at', 'is', null)
    .returning('account_id')
    .execute()
  await tellBrowsers(
    tx,
    ended.map(({ account_id }) => account_id),
    now,
  )
}

function causeOf(mailboxId: number, since: number): string {
  return `${OUTBOX_STUCK}:${mailboxId}:${since}`
}

/** The mailbox that a cause names; null for any other cause. */
export function stuckMailboxOf(cause: string): number | null {
  const [, id] = /^outbox_stuck:(\d{1,15}):/.exec(cause) ?? []
  return id === undefined ? null : Number(id)
}

/** What stands above an administrator's pages while mail is stuck. */
export async function stuckBanners(db: Db, viewer: Pick<Viewer, 'isAdmin'>): Promise<Banner[]> {
  if (!viewer.isAdmin) return []
  const rows = await db
    .selectFrom('outbox_alarms')
    .innerJoin('mailboxes', 'mailboxes.id', 'outbox_alarms.mailbox_id')
    .select(['mailboxes.name', 'outbox_alarms.since'])
    .orderBy('mailboxes.id')
    .execute()
  return rows.map(({ name, since }) => ({ is: 'outbox_stuck', mailbox: name, since }))
}
