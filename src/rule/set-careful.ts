import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { changeThread, lockThread } from '../thread/thread.store.ts'
import { beCareful } from './careful.store.ts'
import { HINTS_LIMIT } from './rule.ts'

/** Longest reason, in characters. */
export const CAREFUL_REASON_LIMIT = 500

export type Careful =
  | { threadId: number }
  | { refused: 'not-found' | 'not-supervisor' | 'no-reason' | 'long-reason' | 'long-hints' }

/**
 * Puts a thread into careful mode by hand: from here on a supervisor sends every reply, and the hints stand on the
 * thread. Who did it and why stands there as well.
 *
 * @param now UTC ms
 */
export async function startCareful(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; reason: string; hints: string },
  now: number,
): Promise<Careful> {
  const [reason, hints] = [input.reason.trim(), input.hints.trim()]
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!maySupervise(viewer, thread.mailbox_id)) return { refused: 'not-supervisor' }
    if (reason === '') return { refused: 'no-reason' }
    if (reason.length > CAREFUL_REASON_LIMIT) return { refused: 'long-reason' }
    if (hints.length > HINTS_LIMIT) return { refused: 'long-hints' }
    const order = { threadId: thread.id, ruleId: null, hints, byId: viewer.accountId, reason }
    await beCareful(tx, order, now)
    await changeThread(tx, thread, {})
    await recordEvent(tx, {
      at: now,
      kind: 'careful_set',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
    })
    return { threadId: thread.id }
  })
}

/** Ends careful mode on a thread: a supervisor's act. @param now UTC ms */
export async function endCareful(
  db: Db,
  viewer: Viewer,
  threadId: number,
  now: number,
): Promise<{ threadId: number } | { refused: 'not-found' | 'not-supervisor' }> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, threadId)
    if (!thread) return { refused: 'not-found' }
    if (!maySupervise(viewer, thread.mailbox_id)) return { refused: 'not-supervisor' }
    const ended = await tx
      .deleteFrom('careful_threads')
      .where('thread_id', '=', thread.id)
      .returning('thread_id')
      .executeTakeFirst()
    if (!ended) return { threadId: thread.id }
    await changeThread(tx, thread, {})
    await recordEvent(tx, {
      at: now,
      kind: 'careful_lifted',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
    })
    return { threadId: thread.id }
  })
}
