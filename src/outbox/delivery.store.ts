import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import type { EventKind } from '../event/event.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { tellBrowsers } from '../notification/tell-browsers.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { changeThread, type Thread } from '../thread/thread.store.ts'
import type { Delivery } from './delivery.ts'
import { leaveUnanswered } from './leave-unanswered.ts'
import { lockThreadOf, obeyPolicy } from './obey-policy.ts'

export type OutboxRow = Row<'outbox'>

/** An outbox row that this process alone may send until the lease ends (UTC ms). */
export type Leased = OutboxRow & { leaseEnds: number }

/** Longer than a server may take over one mail (RFC 5321, section 4.5.3.2); ms. */
export const LEASE = 20 * 60_000

/**
 * Takes the reply of a mailbox that has been due longest; null when none is. Its attempt counts from
 * here. A row that is being cancelled at this moment is not taken.
 *
 * @param dueBy takes also what is due only then, UTC ms
 */
export async function leaseDue(
  db: Db,
  mailboxId: number,
  now: number,
  dueBy: number = now,
): Promise<Leased | null> {
  return transact(db, async (tx) => {
    const due = await tx
      .selectFrom('outbox')
      .selectAll()
      .where('state', '=', 'queued')
      .where('next_try_at', '<=', dueBy)
      .where('mailbox_id', '=', mailboxId)
      .orderBy('next_try_at')
      .orderBy('id')
      .limit(1)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate().skipLocked())
      .executeTakeFirst()
    if (!due) return null
    const leaseEnds = now + LEASE
    const taken = {
      state: 'sending',
      state_at: now,
      attempts: due.attempts + 1,
      lease_until: leaseEnds,
    } as const
    await tx.updateTable('outbox').set(taken).where('id', '=', due.id).execute()
    return { ...due, ...taken, leaseEnds }
  })
}

/**
 * Commits that the mail's bytes are about to leave. From here on nothing sends it again by itself. No policy
 * can be set meanwhile: it comes before and is obeyed, or after.
 *
 * @throws LeaseLost when somebody else decides over the row by now; then nothing may leave
 * @throws HeldBack when a policy forbids it by now; then nothing may leave
 */
export async function noteBodyStart(db: Db, leased: Leased, now: number): Promise<void> {
  await transact(db, async (tx) => {
    await obeyPolicy(tx, leased)
    const { numUpdatedRows } = await tx
      .updateTable('outbox')
      .set({ body_started_at: now })
      .where('id', '=', leased.id)
      .where('state', '=', 'sending')
      .where('lease_until', '=', leased.leaseEnds)
      .where('lease_until', '>', now)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new LeaseLost()
  })
}

export class LeaseLost extends Error {
  constructor() {
    super('the lease on this mail is over')
  }
}

const told: Record<Delivery['state'], EventKind | null> = {
  sent: 'reply_sent',
  failed: 'reply_failed',
  uncertain: 'reply_uncertain',
  queued: null,
}

type Settled = Pick<
  OutboxRow,
  'id' | 'thread_id' | 'mailbox_id' | 'message_id' | 'account_id' | 'queued_by' | 'lease_until'
>

/**
 * Notes what became of an attempt, in one commit with its event, the thread's new version, and the word to
 * the writer where the reply has not certainly gone out. An attempt that outlived its lease was called
 * uncertain meanwhile, and what it found out still counts; but it never touches another's attempt.
 *
 * @param seenStarted of a row that was left behind: when its body started, as far as was seen
 * @returns whether it was noted
 */
export async function settleAttempt(
  db: Db,
  row: Settled,
  delivery: Delivery,
  { appendSent, now, seenStarted }: { appendSent: boolean; now: number; seenStarted?: number | null },
): Promise<boolean> {
  return transact(db, async (tx) => {
    // The thread first, as everywhere: two transactions then never wait for each other.
    const thread = await lockThreadOf(tx, row)
    const { numUpdatedRows } = await tx
      .updateTable('outbox')
      .set({
        ...columnsOf(delivery, appendSent, now),
        state: delivery.state,
        state_at: now,
        lease_until: null,
      })
      .where('id', '=', row.id)
      .where(({ and, eb, or }) =>
        or([
          and([eb('state', '=', 'sending'), eb('lease_until', '=', row.lease_until)]),
          ...(delivery.state === 'queued' ? [] : [eb('state', '=', 'uncertain')]),
        ]),
      )
      // Its sender may be alive, only slow, and begin at this very moment.
      .$if(seenStarted === null, (query) => query.where('body_started_at', 'is', null))
      .executeTakeFirst()
    if (numUpdatedRows === 0n || !thread) return false
    const kind = told[delivery.state]
    if (kind) {
      await recordEvent(tx, {
        at: now,
        kind,
        mailboxId: row.mailbox_id,
        threadId: thread.id,
        actorId: null,
        facts: { message: row.message_id, outbox: row.id, reply: delivery.words },
      })
      if (delivery.state === 'failed' || delivery.state === 'uncertain') {
        await leaveUnanswered(tx, thread, { because: delivery.state, by: null }, now)
        await tellWriter(tx, row, thread, delivery.state, now)
      } else {
        const sent: Thread = { ...thread, last_outbound_at: now }
        await changeThread(tx, thread, { last_outbound_at: now, ...(await clocksOf(tx, sent, now)) })
      }
    } else {
      // It waits for another attempt. No step in the thread's history, but its writer sees why.
      await tellBrowsers(tx, [row.account_id], now)
    }
    return true
  })
}

async function tellWriter(
  tx: Db,
  row: Settled,
  thread: Thread,
  state: 'failed' | 'uncertain',
  now: number,
): Promise<void> {
  await notify(
    tx,
    [...new Set([row.account_id, row.queued_by])],
    {
      kind: `reply_${state}`,
      threadId: thread.id,
      mailboxId: row.mailbox_id,
      messageId: row.message_id,
      actorId: null,
      cause: `delivery:${row.id}:${now}`,
    },
    now,
  )
}

function columnsOf(delivery: Delivery, appendSent: boolean, now: number): Partial<OutboxRow> {
  const server_reply = delivery.words
  switch (delivery.state) {
    case 'sent':
      return { server_reply, accepted_at: now, next_try_at: null, append_next_at: appendSent ? now : null }
    case 'queued':
      return { server_reply, body_started_at: null, next_try_at: delivery.nextTryAt }
    case 'failed':
    case 'uncertain':
      return { server_reply, next_try_at: null }
  }
}

/**
 * Rows of these mailboxes that their sender left behind: its lease ran out before it noted an outcome. Those
 * of a mailbox that has been retired meanwhile have nobody else to follow them up.
 */
export async function abandoned(db: Db, mailboxIds: readonly number[], now: number): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', 'sending')
    .where('lease_until', '<=', now)
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('mailbox_id', 'in', [...mailboxIds, 0]),
        eb('mailbox_id', 'in', selectFrom('mailboxes').select('id').where('retired_at', 'is not', null)),
      ]),
    )
    .orderBy('id')
    .execute()
}

/** Takes a sent mail whose copy is due for the Sent folder. Its attempt counts from here. */
export async function leaseAppend(
  db: Db,
  mailboxIds: readonly number[],
  now: number,
): Promise<OutboxRow | null> {
  if (mailboxIds.length === 0) return null
  return transact(db, async (tx) => {
    const due = await tx
      .selectFrom('outbox')
      .selectAll()
      .where('state', '=', 'sent')
      .where('appended_at', 'is', null)
      .where('append_next_at', '<=', now)
      .where('mailbox_id', 'in', mailboxIds)
      .orderBy('append_next_at')
      .orderBy('id')
      .limit(1)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate().skipLocked())
      .executeTakeFirst()
    if (!due) return null
    // A process that dies in between is followed by another attempt after the lease.
    const taken = { append_attempts: due.append_attempts + 1, append_next_at: now + LEASE }
    await tx.updateTable('outbox').set(taken).where('id', '=', due.id).execute()
    return { ...due, ...taken }
  })
}

export async function noteAppend(
  db: Db,
  id: number,
  outcome: Pick<OutboxRow, 'appended_at' | 'append_next_at' | 'append_error'>,
): Promise<void> {
  await db.updateTable('outbox').set(outcome).where('id', '=', id).execute()
}
