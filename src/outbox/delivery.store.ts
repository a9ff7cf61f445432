import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import type { EventKind } from '../event/event.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { tellBrowsers } from '../notification/tell-browsers.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { changeThread, type Thread } from '../thread/thread.store.ts'
import type { Delivery } from './delivery.ts'
import type { Leased, OutboxRow } from './lease.store.ts'
import { leaveUnanswered } from './leave-unanswered.ts'
import { lockThreadOf, obeyPolicy } from './obey-policy.ts'
import { settleOwnMail } from './settle-own-mail.ts'

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
  'id' | 'thread_id' | 'mailbox_id' | 'message_id' | 'account_id' | 'queued_by' | 'lease_until' | 'purpose'
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
    if (row.purpose !== 'reply') return settleOwnMail(tx, row, thread, delivery, now)
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
