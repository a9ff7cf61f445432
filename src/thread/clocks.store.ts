import type { Db } from '../db/database.ts'
import { nextDue } from './due.ts'
import type { Thread, ThreadPatch } from './thread.store.ts'

/**
 * What the thread's row must say about its clocks, read from its waits and its binding policy.
 *
 * @param thread as it will be: with the status, policy and last answer that are about to be written
 */
export async function clocksOf(tx: Db, thread: Thread): Promise<ThreadPatch> {
  const waits = await tx
    .selectFrom('waits')
    .select(['party', 'due_at'])
    .where('thread_id', '=', thread.id)
    .where('ended_at', 'is', null)
    .execute()
  const policy =
    thread.policy_id === null
      ? undefined
      : await tx
          .selectFrom('policies')
          .select(['due_at', 'created_at'])
          .where('id', '=', thread.policy_id)
          .executeTakeFirst()
  waits.sort((a, b) => (a.due_at ?? Number.POSITIVE_INFINITY) - (b.due_at ?? Number.POSITIVE_INFINITY))
  return {
    wait_due_at: waits[0]?.due_at ?? null,
    wait_with: waits.length > 0 ? waits.map((wait) => wait.party).join('、') : null,
    due_at: nextDue({
      done: thread.status === 'done',
      waits: waits.map((wait) => wait.due_at),
      policy: policy ? { dueAt: policy.due_at, setAt: policy.created_at } : null,
      lastOutboundAt: thread.last_outbound_at,
    }),
  }
}
