import type { Db } from '../db/database.ts'
import { type GivenIds, passGivenIds } from '../db/given-ids.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { doubtReplies } from '../outbox/doubt-replies.ts'
import { cutOffRunning } from './backup.store.ts'
import { forgetMarker } from './marker.store.ts'
import { noteRestored } from './restored.store.ts'
import { stopNotices } from './stop-notices.ts'

export type PutBack = {
  /** The instant to which the database was put back, UTC ms. */
  takenAt: number
  /** Until when the database that it replaces was at work, UTC ms. */
  aliveUntil: number
  /** The ids that it had given; null where that is not known. */
  given: GivenIds | null
}

/** How many replies wait for a decision, mails to people were stopped, people were signed out, links ended. */
export type SettledCounts = { replies: number; notices: number; sessions: number; links: number }

/**
 * Does what must be done before a database that was put back goes to work, in one transaction. What happened between
 * the backup and now is not in it, though it did happen: so nothing is sent or told a second time by itself, no
 * number means something new, and whoever was signed out or lost a link since stays out.
 *
 * @param words what stands where a mail to a person was stopped
 * @param now UTC ms
 */
export async function settleRestored(
  db: Db,
  { takenAt, aliveUntil, given }: PutBack,
  words: string,
  now: number,
): Promise<SettledCounts> {
  return transact(db, async (tx) => {
    await passGivenIds(tx, given)
    const notices = await stopNotices(tx, words)
    const replies = await doubtReplies(tx, takenAt, now)
    const sessions = await tx.deleteFrom('sessions').executeTakeFirst()
    const links = await tx
      .updateTable('invitations')
      .set({ ends_at: now })
      .where('used_at', 'is', null)
      .where('ends_at', '>', now)
      .executeTakeFirst()
    await tx.deleteFrom('leases').execute()
    for (const madeBy of ['schedule', 'command'] as const) {
      await cutOffRunning(tx, { madeBy, startedBefore: Number.MAX_SAFE_INTEGER }, now)
    }
    await noteRestored(tx, { at: now, takenAt, aliveUntil })
    await forgetMarker(tx)
    await recordEvent(tx, {
      at: now,
      kind: 'database_restored',
      mailboxId: null,
      threadId: null,
      actorId: null,
      facts: { taken: takenAt, replies },
    })
    return {
      replies,
      notices,
      sessions: Number(sessions.numDeletedRows),
      links: Number(links.numUpdatedRows),
    }
  })
}
