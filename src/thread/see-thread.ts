import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { changeThread, lockThread, type Thread } from './thread.store.ts'

/** The assignee has opened the thread: what the customer wrote has been seen. @param now UTC ms */
export async function seeThread(db: Db, viewer: Viewer, thread: Thread, now: number): Promise<void> {
  if (thread.customer_wrote_at === null || thread.assignee_id !== viewer.accountId) return
  if (!mayWork(viewer, thread.mailbox_id)) return
  await transact(db, async (tx) => {
    const locked = await lockThread(tx, viewer, thread.id)
    // Something newer came between the page's reading and this: it has not been seen yet.
    if (!locked || locked.customer_wrote_at !== thread.customer_wrote_at) return
    await changeThread(tx, locked, { customer_wrote_at: null })
    await recordEvent(tx, {
      at: now,
      kind: 'thread_seen',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
    })
  })
}
