import { sql } from 'kysely'
import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { retryAfter } from './notification.ts'
import { tellBrowsers } from './tell-browsers.ts'

/** Longer than one sending takes at its slowest; a sender that dies is followed up after it. Milliseconds. */
export const LEASE = 5 * 60_000

/** A notification that this process alone may mail until the lease ends (UTC ms). */
export type Leased = Row<'notifications'> & { leaseEnds: number }

/**
 * Takes the notification whose mail has been due longest, whether it was never tried, failed before, or was
 * left behind by a sender that died. The attempt counts from here, so that one that kills its sender ends too.
 *
 * @param now UTC ms
 */
export async function leaseDue(db: Db, now: number): Promise<Leased | null> {
  return transact(db, async (tx) => {
    const due = await tx
      .selectFrom('notifications')
      .selectAll()
      .where('email_state', 'in', ['queued', 'sending'])
      .where('email_next_at', '<=', now)
      // Somebody's clock runs while such a mail waits: it goes before all that only informs.
      .orderBy(sql`case when kind in ('escalated', 'call_wanted') then 0 else 1 end`)
      .orderBy('email_next_at')
      .orderBy('id')
      .limit(1)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate().skipLocked())
      .executeTakeFirst()
    if (!due) return null
    const leaseEnds = now + LEASE
    const taken = { email_state: 'sending', email_attempts: due.email_attempts + 1 } as const
    await tx
      .updateTable('notifications')
      .set({ ...taken, email_next_at: leaseEnds })
      .where('id', '=', due.id)
      .execute()
    return { ...due, ...taken, leaseEnds }
  })
}

/** The server took it. */
export async function recordMailed(db: Db, leased: Leased, now: number): Promise<void> {
  await settle(
    db,
    leased,
    { email_state: 'sent', email_sent_at: now, email_next_at: null, email_error: null },
    now,
  )
}

/** It need not be mailed any more. */
export async function recordNeedless(db: Db, leased: Leased, now: number): Promise<void> {
  await settle(db, leased, { email_state: 'none', email_next_at: null, email_error: null }, now)
}

/**
 * This attempt failed. It is tried again later, unless it is final or was the last one.
 *
 * @param why one sentence, with the server's own words where it said any
 */
export async function recordFailedTry(
  db: Db,
  leased: Leased,
  why: { words: string; isFinal: boolean },
  now: number,
): Promise<void> {
  const wait = why.isFinal ? null : retryAfter(leased.email_attempts)
  const state = wait === null ? 'failed' : 'queued'
  await settle(
    db,
    leased,
    { email_state: state, email_next_at: wait === null ? null : now + wait, email_error: why.words },
    now,
  )
}

/** Only while the lease is still this process's: whoever took over by now records for itself. */
async function settle(
  db: Db,
  leased: Leased,
  outcome: Partial<Row<'notifications'>>,
  now: number,
): Promise<void> {
  await transact(db, async (tx) => {
    const [row] = await tx
      .updateTable('notifications')
      .set(outcome)
      .where('id', '=', leased.id)
      .where('email_state', '=', 'sending')
      .where('email_next_at', '=', leased.leaseEnds)
      .returning(['account_id', 'actor_id'])
      .execute()
    // Whoever called sees on their comment whether it arrived.
    if (row)
      await tellBrowsers(tx, row.actor_id === null ? [row.account_id] : [row.account_id, row.actor_id], now)
  })
}
