import type { Db } from '../db/database.ts'
import { keepClocks } from '../target/keep-clocks.ts'
import { nextDue, nextSoon } from './due.ts'
import type { Thread, ThreadPatch } from './thread.store.ts'

/**
 * What the thread's row must say about its clocks, read from its waits, its binding policy and its mailbox's
 * targets, whose own rows are kept here too. The one place for all of them: every verb that changes a status,
 * a wait, a policy or an answer asks here, after it has written that.
 *
 * @param thread as it will be: with the status, policy and last answer that are about to be written
 * @param now UTC ms
 * @param isQuiet what is late already is told nobody
 * @param isUnasked nobody is asked on the thread, which who writes no wait knows from its row
 */
export async function clocksOf(
  tx: Db,
  thread: Thread,
  now: number,
  { isQuiet = false, isUnasked = false } = {},
): Promise<ThreadPatch> {
  const waits = isUnasked ? [] : await openWaits(tx, thread.id)
  const policy =
    thread.policy_id === null
      ? undefined
      : await tx
          .selectFrom('policies')
          .select(['due_at', 'created_at'])
          .where('id', '=', thread.policy_id)
          .executeTakeFirst()
  const done_at = await noteDone(tx, thread, now)
  const target = await keepClocks(tx, { ...thread, done_at }, now, { isQuiet })
  waits.sort((a, b) => (a.due_at ?? Number.POSITIVE_INFINITY) - (b.due_at ?? Number.POSITIVE_INFINITY))
  const clocks = {
    done: thread.status === 'done',
    waits: [...waits.map((wait) => wait.due_at), deadlineOf(thread)],
    policy: policy ? { dueAt: policy.due_at, setAt: policy.created_at } : null,
    lastOutboundAt: thread.last_outbound_at,
    target,
  }
  return {
    done_at,
    wait_due_at: waits[0]?.due_at ?? null,
    wait_with: waits.length > 0 ? waits.map((wait) => wait.party).join('、') : null,
    target_kind: target?.kind ?? null,
    target_due_at: target?.dueAt ?? null,
    due_at: nextDue(clocks),
    soon_at: nextSoon(clocks),
  }
}

function openWaits(tx: Db, threadId: number): Promise<{ party: string; due_at: number | null }[]> {
  return tx
    .selectFrom('waits')
    .select(['party', 'due_at'])
    .where('thread_id', '=', threadId)
    .where('ended_at', 'is', null)
    .execute()
}

/** What a rule set for an answer; the first one that goes out ends it. */
function deadlineOf({ deadline_at, deadline_from, last_outbound_at }: Thread): number | null {
  const isAnswered = last_outbound_at !== null && last_outbound_at >= (deadline_from ?? 0)
  return isAnswered ? null : deadline_at
}

/** Since when the thread counts as done; a period that is over is kept, because no clock ran in it. */
async function noteDone(tx: Db, thread: Thread, now: number): Promise<number | null> {
  if (thread.status === 'done') return thread.done_at ?? now
  if (thread.done_at !== null && thread.done_at < now)
    await tx
      .insertInto('done_periods')
      .values({ thread_id: thread.id, from_at: thread.done_at, to_at: now })
      .execute()
  return null
}
