import { sightOf } from '../access/sight.store.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { maySeeThread, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { afterTaking, type Status } from './status.ts'
import { changeThread, lockThread, type Thread } from './thread.store.ts'

export type Assigned =
  | { threadId: number }
  | { refused: 'not-found' | 'read-only' }
  /** The person has no role in this mailbox, so they could not work it. */
  | { refused: 'no-role'; name: string }
  /** The thread is restricted and does not name them: somebody must add them first. */
  | { refused: 'outside'; name: string; accountId: number }

/**
 * Makes one person responsible for a thread, or nobody. Taking it oneself puts it in progress.
 *
 * @param input.to an account, or null
 * @param now UTC ms
 */
export async function assignThread(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; to: number | null },
  now: number,
): Promise<Assigned> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    if (thread.assignee_id === input.to) return { threadId: thread.id }
    const assignee = input.to === null ? null : await loadViewer(tx, input.to)
    if (input.to !== null && !assignee) return { refused: 'not-found' }
    if (assignee && !mayWork(assignee, thread.mailbox_id)) return { refused: 'no-role', name: assignee.name }

    if (assignee && !maySeeThread(assignee, await sightOf(tx, thread))) {
      return { refused: 'outside', name: assignee.name, accountId: assignee.accountId }
    }

    const takes = input.to === viewer.accountId
    await giveThread(
      tx,
      viewer,
      thread,
      { to: input.to, status: takes ? afterTaking(thread.status) : thread.status },
      now,
    )
    if (input.to !== null) {
      await notify(
        tx,
        [input.to],
        {
          kind: 'assigned',
          threadId: thread.id,
          mailboxId: thread.mailbox_id,
          actorId: viewer.accountId,
          cause: `assigned:${thread.id}:${thread.version + 1}`,
        },
        now,
      )
    }
    return { threadId: thread.id }
  })
}

/** Gives a thread that is locked to somebody, with its event and without telling them. */
export async function giveThread(
  tx: Db,
  viewer: Viewer,
  thread: Thread,
  { to, status }: { to: number | null; status: Status },
  now: number,
): Promise<void> {
  await changeThread(tx, thread, { assignee_id: to, status })
  await recordEvent(tx, {
    at: now,
    kind: 'assigned',
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: viewer.accountId,
    facts: { from: thread.assignee_id, to, statusFrom: thread.status, statusTo: status },
  })
}
