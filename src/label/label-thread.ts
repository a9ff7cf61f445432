import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { followThreadLabels } from '../target/follow-labels.ts'
import { lockThread, type Thread } from '../thread/thread.store.ts'
import { findLabel } from './label.store.ts'
import { isForMailbox, type Label, MOST_LABELS } from './label.ts'
import { deleteThreadLabel, insertThreadLabel, labelIdsOf } from './thread-labels.store.ts'

export type Labelled =
  /** `changed` is false where it was so already: nothing was written, and there is nothing to undo. */
  | { threadId: number; changed: boolean }
  | { refused: 'not-found' | 'read-only' }
  /** No such label, or none for this thread: another mailbox's, or one for customers. */
  | { refused: 'unknown-label' }
  /** The thread has as many as it can have. */
  | { refused: 'too-many' }

/** Puts a label on a thread. @param now UTC ms */
export async function labelThread(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; labelId: number },
  now: number,
): Promise<Labelled> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    const label = await findLabel(tx, viewer, input.labelId)
    if (!label || !isForMailbox(label, thread.mailbox_id)) return { refused: 'unknown-label' }
    const there = await labelIdsOf(tx, thread.id)
    if (there.includes(label.id)) return { threadId: thread.id, changed: false }
    if (there.length >= MOST_LABELS) return { refused: 'too-many' }
    await insertThreadLabel(tx, thread, label.id, viewer.accountId, now)
    await followThreadLabels(tx, thread, now)
    await recordLabel(tx, 'thread_labelled', viewer, thread, label, now)
    return { threadId: thread.id, changed: true }
  })
}

/** Takes a label off a thread. @param now UTC ms */
export async function unlabelThread(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; labelId: number },
  now: number,
): Promise<Exclude<Labelled, { refused: 'too-many' }>> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    const label = await findLabel(tx, viewer, input.labelId)
    if (!label || !isForMailbox(label, thread.mailbox_id)) return { refused: 'unknown-label' }
    const changed = await deleteThreadLabel(tx, thread, label.id)
    if (changed) {
      await followThreadLabels(tx, thread, now)
      await recordLabel(tx, 'thread_unlabelled', viewer, thread, label, now)
    }
    return { threadId: thread.id, changed }
  })
}

async function recordLabel(
  tx: Db,
  kind: 'thread_labelled' | 'thread_unlabelled',
  viewer: Viewer,
  thread: Thread,
  label: Label,
  now: number,
): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind,
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: viewer.accountId,
    // The name as it was: the label may be called otherwise one day, or be gone.
    facts: { label: label.id, name: label.name },
  })
}
