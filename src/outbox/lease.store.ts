import { sql } from 'kysely'
import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'

export type OutboxRow = Row<'outbox'>

/** An outbox row that this process alone may send until the lease ends (UTC ms). */
export type Leased = OutboxRow & { leaseEnds: number }

/** Longer than a server may take over one mail (RFC 5321, section 4.5.3.2); ms. */
export const LEASE = 20 * 60_000

/** Ms. Nothing waits longer: neither the pause before sending nor the way back to a server that is down. */
const LONGEST_WAIT = 25 * 60 * 60_000

export type Taking = {
  /** Takes also what is due only then, UTC ms. */
  dueBy?: number
  most?: number
  /** The name of the taking process's presence: what it took is free again when that is over. */
  sender?: string | null
}

/**
 * Takes those replies of a mailbox that have been due longest. Their attempt counts from here. A row that is being
 * cancelled at this moment is not taken.
 */
export async function leaseDue(
  db: Db,
  mailboxId: number,
  now: number,
  { dueBy = now, most = 1, sender = null }: Taking = {},
): Promise<Leased[]> {
  const dueIn = (db: Db) =>
    db
      .selectFrom('outbox')
      .selectAll()
      // As the partial index has it.
      .where(sql<boolean>`state in ('queued','sending')`)
      .where('state', '=', 'queued')
      .where((eb) =>
        eb.or([
          eb('next_try_at', '<=', dueBy),
          // The clock stood wrong when it was noted.
          eb('next_try_at', '>', now + LONGEST_WAIT),
        ]),
      )
      .where('mailbox_id', '=', mailboxId)
      .orderBy('next_try_at')
      .orderBy('id')
      .limit(most)
  // It is asked twice a second: without a transaction, nobody waits for it.
  if ((await dueIn(db).limit(1).execute()).length === 0) return []
  return transact(db, async (tx) => {
    const due = await dueIn(tx)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate().skipLocked())
      .execute()
    if (due.length === 0) return []
    const leaseEnds = now + LEASE
    const taken = {
      ...({ state: 'sending', state_at: now, lease_until: leaseEnds, sender } as const),
      ...{ put_off: null, looks: 0, look_next_at: null },
    }
    await tx
      .updateTable('outbox')
      .set((eb) => ({ ...taken, attempts: eb('attempts', '+', 1) }))
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .execute()
    return due.map((row) => ({ ...row, ...taken, attempts: row.attempts + 1, leaseEnds }))
  })
}

/** Lets go of those that this process took and did not come to: they are queued as they were. @param now UTC ms */
export async function giveBack(db: Db, untried: readonly Leased[], now: number): Promise<void> {
  await transact(db, async (tx) => {
    for (const { id, next_try_at: dueAt, attempts, leaseEnds } of untried) {
      await tx
        .updateTable('outbox')
        .set({
          ...{ state: 'queued', state_at: now, lease_until: null },
          ...{ next_try_at: Math.min(dueAt ?? now, now), attempts: attempts - 1 },
        })
        .where('id', '=', id)
        .where('state', '=', 'sending')
        .where('lease_until', '=', leaseEnds)
        .execute()
    }
  })
}

/**
 * Rows of these mailboxes that their sender left behind: it is dead, or its lease ran out before it noted an
 * outcome. Those of a mailbox that has been retired meanwhile have nobody else to follow them up.
 *
 * @param sender the asking process's own presence, which is alive
 */
export async function abandoned(
  db: Db,
  mailboxIds: readonly number[],
  now: number,
  sender: string | null = null,
): Promise<OutboxRow[]> {
  return (
    db
      .selectFrom('outbox')
      .selectAll()
      // As the partial index has it.
      .where(sql<boolean>`state in ('queued','sending')`)
      .where('state', '=', 'sending')
      .where((eb) =>
        eb.or([
          eb('lease_until', '<=', now),
          // The clock stood wrong when it was taken.
          eb('lease_until', '>', now + 2 * LEASE),
          eb.and([
            eb('sender', '!=', sender ?? ''),
            eb.not(
              eb.exists(
                eb
                  .selectFrom('leases')
                  .select('name')
                  .whereRef('name', '=', 'sender')
                  .where('until', '>', now),
              ),
            ),
          ]),
        ]),
      )
      .where(({ eb, or, selectFrom }) =>
        or([
          eb('mailbox_id', 'in', [...mailboxIds, 0]),
          eb('mailbox_id', 'in', selectFrom('mailboxes').select('id').where('retired_at', 'is not', null)),
        ]),
      )
      .orderBy('id')
      .execute()
  )
}
