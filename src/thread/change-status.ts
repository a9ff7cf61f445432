import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { clocksOf } from './clocks.store.ts'
import type { Status } from './status.ts'
import { changeThread, lockThread, type Thread } from './thread.store.ts'

export type ChangedStatus =
  | { from: Status; to: Status }
  | { refused: 'not-found' | 'read-only' }
  /** Somebody is still being asked: end their waits first, or the answer would find nobody waiting. */
  | { refused: 'waits-open'; parties: string }
  /** Waiting needs whom and until when. */
  | { refused: 'needs-wait' }

/** Moves a thread by hand. @param now UTC ms */
export async function changeStatus(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; to: Status },
  now: number,
): Promise<ChangedStatus> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    const from = thread.status
    if (from === input.to) return { from, to: from }
    if (input.to === 'awaiting_dept') return { refused: 'needs-wait' }
    if (thread.wait_with !== null) return { refused: 'waits-open', parties: thread.wait_with }

    await moveStatus(
      tx,
      viewer,
      thread,
      { to: input.to, customerWroteAt: input.to === 'done' ? null : thread.customer_wrote_at },
      now,
    )
    return { from, to: input.to }
  })
}

/** Moves a thread that is locked, with its clocks and its event; what stands against it was asked before. */
export async function moveStatus(
  tx: Db,
  viewer: Viewer,
  thread: Thread,
  { to, customerWroteAt }: { to: Status; customerWroteAt: number | null },
  now: number,
): Promise<void> {
  const moved: Thread = { ...thread, status: to }
  await changeThread(tx, thread, {
    status: to,
    customer_wrote_at: customerWroteAt,
    ...(await clocksOf(tx, moved, now)),
  })
  await recordEvent(tx, {
    at: now,
    kind: 'status_changed',
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: viewer.accountId,
    facts: { from: thread.status, to },
  })
}
