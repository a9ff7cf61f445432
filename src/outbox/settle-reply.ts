import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import type { EventKind } from '../event/event.ts'
import { recordEvent } from '../event/record-event.ts'
import { changeThread, lockThread } from '../thread/thread.store.ts'

export type Settled =
  | { threadId: number; messageId: number }
  | { refused: 'not-found' | 'read-only' }
  /** It is in another state by now, and this can no longer be done to it. */
  | { refused: 'too-late'; state: string; threadId: number }

/**
 * What a person may do to a mail in the outbox:
 * - `cancel` one that has not begun to go out;
 * - `retry` one that failed, or an uncertain one after making sure that it did not arrive;
 * - `confirm` that an uncertain one did arrive.
 */
export type Settlement = 'cancel' | 'retry' | 'confirm'

const from: Record<Settlement, readonly string[]> = {
  cancel: ['queued', 'failed'],
  retry: ['failed', 'uncertain', 'cancelled'],
  confirm: ['uncertain'],
}
const to = { cancel: 'cancelled', retry: 'queued', confirm: 'sent' } as const
const told: Record<Settlement, EventKind> = {
  cancel: 'reply_cancelled',
  retry: 'reply_queued',
  confirm: 'reply_resolved',
}

/** @param now UTC ms */
export async function settleReply(
  db: Db,
  viewer: Viewer,
  input: { outboxId: number; settlement: Settlement },
  now: number,
): Promise<Settled> {
  const { outboxId, settlement } = input
  return transact(db, async (tx) => {
    const known = await tx
      .selectFrom('outbox')
      .select('thread_id')
      .where('id', '=', outboxId)
      .executeTakeFirst()
    const thread = known ? await lockThread(tx, viewer, known.thread_id) : null
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    // The sender takes rows under the same lock, so a cancelled mail can't be on its way.
    const mail = await tx
      .selectFrom('outbox')
      .selectAll()
      .where('id', '=', outboxId)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow()
    if (!from[settlement].includes(mail.state)) {
      return { refused: 'too-late', state: mail.state, threadId: thread.id }
    }
    await tx
      .updateTable('outbox')
      .set({
        state: to[settlement],
        state_at: now,
        lease_until: null,
        ...(settlement === 'retry' && { next_try_at: now, attempts: 0, body_started_at: null }),
        ...(settlement === 'confirm' && { accepted_at: now, append_next_at: now }),
        ...(settlement === 'cancel' && { next_try_at: null }),
      })
      .where('id', '=', outboxId)
      .execute()
    // A reply that does not go out leaves the thread unanswered.
    const reopened =
      settlement === 'cancel' && thread.status === 'done' ? { status: 'in_progress' as const } : {}
    await changeThread(tx, thread, reopened)
    await recordEvent(tx, {
      at: now,
      kind: told[settlement],
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { message: mail.message_id, outbox: mail.id, before: mail.state },
    })
    return { threadId: thread.id, messageId: mail.message_id }
  })
}
