import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { nextTry, type Outcome } from './outcome.ts'

/** ms. Longer than an attempt may take; a sender that dies is followed up after it. */
export const LEASE = 60_000

export type Delivery = Row<'channel_deliveries'>
/** A delivery that this process alone may make until the lease ends (UTC ms). */
export type Leased = Delivery & { leaseEnds: number }

/** The order to write to these channels, in the transaction of the step that calls somebody. */
export async function insertDeliveries(
  tx: Db,
  channelIds: readonly number[],
  { escalationId, seq, worthUntil }: { escalationId: number; seq: number; worthUntil: number },
  now: number,
): Promise<void> {
  if (channelIds.length === 0) return
  await tx
    .insertInto('channel_deliveries')
    .values(
      channelIds.map((channel_id) => ({
        ...{ channel_id, escalation_id: escalationId, seq, state: 'queued' as const, next_at: now },
        ...{ worth_until: worthUntil, problem: null, problem_words: null },
        ...{ created_at: now, settled_at: null },
      })),
    )
    .onConflict((conflict) => conflict.columns(['escalation_id', 'seq', 'channel_id']).doNothing())
    .execute()
}

/**
 * Takes up to so many deliveries that are due: never tried, failed before, or left behind by a sender that died.
 * The attempt counts from here.
 */
export async function leaseDeliveries(db: Db, most: number, now: number): Promise<Leased[]> {
  return transact(db, async (tx) => {
    const due = await tx
      .selectFrom('channel_deliveries')
      .selectAll()
      .where('next_at', 'is not', null)
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .orderBy('id')
      .limit(most)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate().skipLocked())
      .execute()
    const leaseEnds = now + LEASE
    const leased: Leased[] = []
    for (const row of due) {
      const taken = { state: 'sending', attempts: row.attempts + 1, next_at: leaseEnds } as const
      await tx.updateTable('channel_deliveries').set(taken).where('id', '=', row.id).execute()
      leased.push({ ...row, ...taken, leaseEnds })
    }
    return leased
  })
}

/**
 * What became of the attempt; it is tried again as long as that is worth something. Only while the lease is still
 * this process's: whoever took over by now records for itself.
 */
export async function settleDelivery(
  db: Db,
  leased: Leased,
  outcome: Outcome | { is: 'needless' },
  now: number,
): Promise<void> {
  await db
    .updateTable('channel_deliveries')
    .set(settled(leased, outcome, now))
    .where('id', '=', leased.id)
    .where('state', '=', 'sending')
    .where('next_at', '=', leased.leaseEnds)
    .execute()
}

function settled(leased: Leased, outcome: Outcome | { is: 'needless' }, now: number): Partial<Delivery> {
  if (outcome.is !== 'failed') {
    return { state: outcome.is, next_at: null, settled_at: now, problem: null, problem_words: null }
  }
  const again = outcome.isFinal ? null : nextTry(leased.attempts, leased.worth_until, now)
  return {
    state: again === null ? 'failed' : 'queued',
    next_at: again,
    settled_at: again === null ? now : null,
    problem: outcome.problem,
    problem_words: outcome.words,
  }
}

/** Removes what was settled before an instant (UTC ms): by then nobody asks any more whether a chat was reached. */
export async function deleteOldDeliveries(db: Db, before: number): Promise<void> {
  await db
    .deleteFrom('channel_deliveries')
    .where('next_at', 'is', null)
    .where('settled_at', '<', before)
    .execute()
}
