import { sql } from 'kysely'
import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { retryAfter } from './notification.ts'
import { tellBrowsers } from './tell-browsers.ts'

/** Longer than one sending takes at its slowest; a sender that dies is followed up after it. Milliseconds. */
export const LEASE = 5 * 60_000

/** Ms; a mail waits four hours for its next try at the most. */
const LONGEST_WAIT = 5 * 60 * 60_000

/** A notification that this process alone may mail until the lease ends (UTC ms). */
export type Leased = Row<'notifications'> & { leaseEnds: number }

/**
 * Takes those notifications whose mail has been due longest, whether they were never tried, failed before, or were
 * left behind by a sender that died. The attempt counts from here, so that one that kills its sender ends too.
 *
 * @param now UTC ms
 * @param sender the name of the taking process's presence: what it took is free again when that is over
 */
export async function leaseDue(
  db: Db,
  now: number,
  { most = 1, sender = null }: { most?: number; sender?: string | null } = {},
): Promise<Leased[]> {
  return transact(db, async (tx) => {
    const due = await tx
      .selectFrom('notifications')
      .selectAll()
      // As the partial index has it.
      .where(sql<boolean>`email_state in ('queued','sending')`)
      .where((eb) =>
        eb.or([
          eb('email_next_at', '<=', now),
          // Nothing waits for so long: the clock stood wrong when it was noted.
          eb('email_next_at', '>', now + LONGEST_WAIT),
          eb.and([
            eb('email_state', '=', 'sending'),
            eb('email_sender', '!=', sender ?? ''),
            eb.not(
              eb.exists(
                eb
                  .selectFrom('leases')
                  .select('name')
                  .whereRef('name', '=', 'email_sender')
                  .where('until', '>', now),
              ),
            ),
          ]),
        ]),
      )
      // Somebody's clock runs while such a mail waits: it goes before all that only informs.
      .orderBy(sql`case when kind in ('escalated', 'call_wanted') then 0 else 1 end`)
      .orderBy('email_next_at')
      .orderBy('id')
      .limit(most)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate().skipLocked())
      .execute()
    if (due.length === 0) return []
    const leaseEnds = now + LEASE
    await tx
      .updateTable('notifications')
      .set((eb) => ({
        email_state: 'sending',
        email_attempts: eb('email_attempts', '+', 1),
        email_next_at: leaseEnds,
        email_sender: sender,
      }))
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .execute()
    return due.map((one) => ({
      ...one,
      email_state: 'sending',
      email_attempts: one.email_attempts + 1,
      leaseEnds,
    }))
  })
}

/** Lets go of those that this process took and did not come to: they are due as they were. */
export async function giveBack(db: Db, untried: readonly Leased[]): Promise<void> {
  if (untried.length === 0) return
  await transact(db, async (tx) => {
    for (const { id, email_next_at: dueAt, email_attempts, leaseEnds } of untried) {
      const takenAt = leaseEnds - LEASE
      await tx
        .updateTable('notifications')
        .set({
          email_state: 'queued',
          email_next_at: Math.min(dueAt ?? takenAt, takenAt),
          email_attempts: email_attempts - 1,
        })
        .where('id', '=', id)
        .where('email_state', '=', 'sending')
        .where('email_next_at', '=', leaseEnds)
        .execute()
    }
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
