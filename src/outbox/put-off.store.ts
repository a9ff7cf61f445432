import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { type Rate, turnsAfter } from './rate.ts'

/** So many learn their turn at once; those behind them are told a place at the end of it. */
const PUT_OFF = 500

/** When the mails of a mailbox began of which its rate still counts, UTC ms. */
export async function begunWithin(db: Db, mailboxId: number, rate: Rate, now: number): Promise<number[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('body_started_at as at')
    .where('mailbox_id', '=', mailboxId)
    .where('body_started_at', '>', now - rate.per)
    .orderBy('body_started_at', 'desc')
    .limit(rate.mails)
    .execute()
  return rows.flatMap(({ at }) => (at === null ? [] : [at]))
}

/** The mailbox has sent as much as it may: what is due waits for its turn, and says when that is. */
export async function waitForTurn(
  db: Db,
  mailboxId: number,
  { rate, begun }: { rate: Rate; begun: readonly number[] },
  now: number,
): Promise<void> {
  await transact(db, async (tx) => {
    const rows = await dueNow(tx, mailboxId, now)
      .orderBy('next_try_at')
      .orderBy('id')
      .limit(PUT_OFF)
      .execute()
    const turns = turnsAfter(rate, begun, rows.length, now)
    for (const [n, { id }] of rows.entries()) {
      await tx
        .updateTable('outbox')
        // Not now: it would be asked for at once, again and again.
        .set({ next_try_at: Math.max(turns[n] ?? now, now + 1), put_off: 'rate' })
        .where('id', '=', id)
        .where('state', '=', 'queued')
        .execute()
    }
  })
}

/** Ms. */
const UNREACHABLE_FOR = 60_000

/** A server could not be reached, which is no fault of the mails behind the one that found out: they wait a minute. */
export async function waitForServer(db: Db, mailboxId: number, words: string, now: number): Promise<void> {
  await transact(db, async (tx) => {
    const rows = await dueNow(tx, mailboxId, now).execute()
    if (rows.length === 0) return
    await tx
      .updateTable('outbox')
      .set({ next_try_at: now + UNREACHABLE_FOR, put_off: 'server', server_reply: words })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .where('state', '=', 'queued')
      .execute()
  })
}

function dueNow(db: Db, mailboxId: number, now: number) {
  return (
    db
      .selectFrom('outbox')
      .select('id')
      // As the partial index has it.
      .where(sql<boolean>`state in ('queued','sending')`)
      .where('state', '=', 'queued')
      .where('next_try_at', '<=', now)
      .where('mailbox_id', '=', mailboxId)
  )
}
