import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { afterTaking } from '../thread/status.ts'
import { changeThread, findThread, lockThread } from '../thread/thread.store.ts'

/** Opening a reply on a new thread puts it in progress, so that nobody else begins one too. @param now UTC ms */
export async function beginReply(db: Db, viewer: Viewer, threadId: number, now: number): Promise<void> {
  const seen = await findThread(db, viewer, threadId)
  if (
    !seen ||
    seen.opened_by !== null ||
    afterTaking(seen.status) === seen.status ||
    !mayWork(viewer, seen.mailbox_id)
  )
    return
  await transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, threadId)
    if (!thread || afterTaking(thread.status) === thread.status) return
    const status = afterTaking(thread.status)
    await changeThread(tx, thread, { status })
    await recordEvent(tx, {
      at: now,
      kind: 'status_changed',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { from: thread.status, to: status, because: 'reply_opened' },
    })
  })
}
