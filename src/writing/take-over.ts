import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db, Tx } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { copyDraftFor } from '../draft/draft-copy.store.ts'
import { recordEvents } from '../event/record-event.ts'
import { lockThread } from '../thread/thread.store.ts'
import { openPagesOf } from './writing.store.ts'
import { writersAmong } from './writing.ts'

export type TakenOver = { from: number[]; threadId: number } | { refused: 'not-found' | 'read-only' }

/**
 * Takes a reply over from all who are writing it. Their drafts stay theirs. What of them was saved until now is
 * copied for whoever takes over: a reply is written in the team's name, and whoever goes on with it must know
 * what was going to be said. What they write afterwards is not shared.
 *
 * @param now UTC ms
 * @returns from whom it was taken over; nobody, when all have left meanwhile
 */
export async function takeOver(db: Db, viewer: Viewer, threadId: number, now: number): Promise<TakenOver> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    const writers = writersAmong(await openPagesOf(tx, thread.id), now)
    const from = writers.map(({ accountId }) => accountId).filter((id) => id !== viewer.accountId)
    for (const accountId of from) await takeFrom(tx, thread.id, accountId, viewer.accountId, now)
    await recordEvents(
      tx,
      from.map((of) => ({
        ...{ at: now, kind: 'writing_taken_over' as const, mailboxId: thread.mailbox_id },
        ...{ threadId: thread.id, actorId: viewer.accountId, facts: { of } },
      })),
    )
    return { from, threadId: thread.id }
  })
}

async function takeFrom(tx: Tx, threadId: number, accountId: number, by: number, now: number): Promise<void> {
  await tx
    .updateTable('writings')
    .set({ taken_by: by, taken_at: now })
    .where('thread_id', '=', threadId)
    .where('account_id', '=', accountId)
    .where('taken_at', 'is', null)
    .execute()
  await copyDraftFor(tx, { threadId, accountId, forAccountId: by })
}
