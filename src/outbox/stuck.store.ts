import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** What of a mailbox does not go out by itself. `since`: when the oldest of it should have, UTC ms. */
export type Stuck = {
  mailboxId: number
  mailbox: string
  /** Due for long and not out. */
  waiting: number
  /** Of which nobody knows whether they went out, and nobody has decided. */
  uncertain: number
  since: number
  /** Why the mailbox's server cannot be used; null where it can. */
  problem: string | null
}

const MINUTE = 60_000
/** ms. A server that is restarted is back before. */
const WAITS = 15 * MINUTE
/** ms. A rate is meant to let mails wait, but not for half a day of work. */
const WAITS_BY_RATE = 4 * 60 * MINUTE
/** ms. Its writer was told at once. */
const UNDECIDED = 60 * MINUTE

/** The mailboxes whose mail is stuck. @param now UTC ms */
export async function stuckMailboxes(db: Db, now: number): Promise<Stuck[]> {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('mailboxes', 'mailboxes.id', 'outbox.mailbox_id')
    .leftJoin('connections', (join) =>
      join
        .onRef('connections.mailbox_id', '=', 'outbox.mailbox_id')
        .on('connections.way', '=', 'smtp')
        .on('connections.state', '=', 'failed'),
    )
    .select((eb) => [
      'outbox.mailbox_id as mailboxId',
      'mailboxes.name as mailbox',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>(sql`case when outbox.state = 'uncertain' then 1 else 0 end`).as('uncertain'),
      eb.fn
        .min<number>(sql`case when outbox.state = 'uncertain' then outbox.state_at else outbox.send_at end`)
        .as('since'),
      eb.fn.max('connections.error').as('problem'),
    ])
    // As the partial index has it.
    .where(sql<boolean>`outbox.state in ('queued','sending','failed','uncertain')`)
    .where((eb) =>
      eb.or([
        eb.and([eb('outbox.state', '=', 'uncertain'), eb('outbox.state_at', '<=', now - UNDECIDED)]),
        eb.and([
          eb('outbox.state', 'in', ['queued', 'sending']),
          eb('outbox.send_at', '<=', now - WAITS_BY_RATE),
        ]),
        eb.and([
          eb('outbox.state', 'in', ['queued', 'sending']),
          eb('outbox.send_at', '<=', now - WAITS),
          eb.or([eb('outbox.put_off', 'is', null), eb('outbox.put_off', '!=', 'rate')]),
        ]),
      ]),
    )
    .groupBy(['outbox.mailbox_id', 'mailboxes.name'])
    .orderBy('outbox.mailbox_id')
    .execute()
  return rows.map(({ count, uncertain, since, ...of }) => ({
    ...of,
    uncertain: Number(uncertain),
    waiting: Number(count) - Number(uncertain),
    since: Number(since),
  }))
}
