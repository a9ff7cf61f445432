import type { Db } from '../db/database.ts'
import { recordEvent } from '../event/record-event.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { changeThread, type Thread } from '../thread/thread.store.ts'
import { lastAnswerAt } from '../thread/thread-sums.store.ts'

/**
 * A reply does not go out, or came back, or nobody knows whether it did: the clocks that it stopped run again, and what was
 * done is not done. Called after the outbox row says so.
 *
 * @param by who took the reply back; null when it failed
 * @param now UTC ms
 */
export async function leaveUnanswered(
  tx: Db,
  thread: Thread,
  { because, by }: { because: 'failed' | 'uncertain' | 'cancelled' | 'bounced'; by: number | null },
  now: number,
): Promise<void> {
  const status = thread.status === 'done' ? 'in_progress' : thread.status
  const left: Thread = { ...thread, status, last_outbound_at: await lastAnswerAt(tx, thread.id) }
  await changeThread(tx, thread, {
    status,
    last_outbound_at: left.last_outbound_at,
    ...(await clocksOf(tx, left, now)),
  })
  if (status === thread.status) return
  await recordEvent(tx, {
    at: now,
    kind: 'status_changed',
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: by,
    facts: { from: thread.status, to: status, because: `reply_${because}` },
  })
}
