import { sightOf } from '../access/sight.store.ts'
import { maySeeThread, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvents } from '../event/record-event.ts'
import { lockWhereItStands } from '../thread/thread.store.ts'
import { REASON_LIMIT, VISIT } from './restriction.ts'

export type VisitedThread = { threadId: number } | { refused: 'not-found' | 'no-reason' | 'too-long' }

/**
 * Opens a restricted thread to an administrator whom it does not name, for {@link VISIT}. The reason stands in
 * the thread's history, for those who see it, and in the record of the administrators, which names no thread to
 * those who do not. A thread that they see anyway needs no visit.
 *
 * @param now UTC ms
 */
export async function visitThread(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; reason: string },
  now: number,
): Promise<VisitedThread> {
  const reason = input.reason.trim()
  return transact(db, async (tx) => {
    const thread = viewer.isAdmin ? await lockWhereItStands(tx, input.threadId) : null
    if (!thread) return { refused: 'not-found' }
    if (maySeeThread(viewer, await sightOf(tx, thread))) return { threadId: thread.id }
    if (reason === '') return { refused: 'no-reason' }
    if (reason.length > REASON_LIMIT) return { refused: 'too-long' }
    await tx
      .insertInto('thread_visits')
      .values({
        thread_id: thread.id,
        account_id: viewer.accountId,
        reason,
        began_at: now,
        ends_at: now + VISIT,
      })
      .execute()
    const opened = { at: now, kind: 'restricted_opened' as const, actorId: viewer.accountId }
    await recordEvents(tx, [
      { ...opened, mailboxId: thread.mailbox_id, threadId: thread.id, facts: { reason } },
      { ...opened, mailboxId: null, threadId: null, facts: { reason, thread: thread.id } },
    ])
    return { threadId: thread.id }
  })
}
