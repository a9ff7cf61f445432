import { sightOf } from '../access/sight.store.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { maySeeThread, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { labelThread, unlabelThread } from '../label/label-thread.ts'
import { readAssignment } from '../notification/read-notifications.ts'
import { liftRestriction, restrictThread } from '../restriction/restrict-thread.ts'
import { giveThread } from '../thread/assign-thread.ts'
import { moveStatus } from '../thread/change-status.ts'
import { lockThisThread, type Thread } from '../thread/thread.store.ts'
import { standingOf } from './apply-change.ts'
import { findChange, noteKept, noteUndone, threadsToPutBack } from './change.store.ts'
import { type Change, isAsLeft, type Standing, touching, UNDO_FOR } from './change.ts'

/** Why a thread stays as it is. */
export type Kept = 'changed-since' | 'not-found' | 'read-only' | 'no-role' | 'outside' | 'too-many'

export type Undone =
  | { changeId: number; undone: number; kept: { threadId: number; why: Kept }[] }
  | { refused: 'not-found' | 'too-late' | 'undone-already' }

const AT_ONCE = 25

/**
 * Takes one's own change back: each thread becomes what it was, where nobody has changed the same thing since.
 * The others stay, and are named with the reason.
 *
 * @param now UTC ms; {@link UNDO_FOR} after the change it is too late
 */
export async function undoChange(db: Db, viewer: Viewer, changeId: number, now: number): Promise<Undone> {
  const found = await findChange(db, viewer, changeId)
  if (!found) return { refused: 'not-found' }
  if (found.at <= now - UNDO_FOR) return { refused: 'too-late' }
  if (!(await noteUndone(db, changeId, now))) return { refused: 'undone-already' }

  const threads = await threadsToPutBack(db, changeId)
  const kept: { threadId: number; why: Kept }[] = []
  for (let at = 0; at < threads.length; at += AT_ONCE) {
    const some = threads.slice(at, at + AT_ONCE)
    kept.push(
      ...(await transact(db, async (tx) => {
        const left: { threadId: number; why: Kept }[] = []
        for (const one of some) {
          const why = await putBack(tx, viewer, found.change, one, now)
          if (why === null) continue
          left.push({ threadId: one.threadId, why })
          await noteKept(tx, changeId, one.threadId, why)
        }
        return left
      })),
    )
  }
  return { changeId, undone: threads.length - kept.length, kept }
}

type ToPutBack = { threadId: number; before: Standing; eventId: number }

async function putBack(
  tx: Db,
  viewer: Viewer,
  change: Change,
  { threadId, before, eventId }: ToPutBack,
  now: number,
): Promise<Kept | null> {
  const thread = await lockThisThread(tx, viewer, threadId)
  if (!thread) return 'not-found'
  if (!mayWork(viewer, thread.mailbox_id)) return 'read-only'
  if (thread.merged_into_id !== null || !isAsLeft(change, standingOf(thread))) return 'changed-since'
  if (await isTouchedSince(tx, threadId, change, eventId)) return 'changed-since'
  switch (change.kind) {
    case 'status':
      await moveStatus(
        tx,
        viewer,
        thread,
        // A mail that came meanwhile has its own mark.
        { to: before.status, customerWroteAt: thread.customer_wrote_at ?? before.customerWroteAt },
        now,
      )
      return null
    case 'assignee':
      return giveBack(tx, viewer, thread, before, now)
    case 'label': {
      const taken = await unlabelThread(tx, viewer, { threadId, labelId: change.labelId }, now)
      // A label that is gone stands on nothing.
      return 'refused' in taken && taken.refused !== 'unknown-label' ? taken.refused : null
    }
    case 'unlabel': {
      const put = await labelThread(tx, viewer, { threadId, labelId: change.labelId }, now)
      if (!('refused' in put)) return null
      return put.refused === 'unknown-label' ? 'not-found' : put.refused
    }
    case 'restriction':
    case 'lift':
      return limitAgain(tx, viewer, thread, before, now)
  }
}

async function giveBack(
  tx: Db,
  viewer: Viewer,
  thread: Thread,
  before: Standing,
  now: number,
): Promise<Kept | null> {
  const former = before.assigneeId === null ? null : await loadViewer(tx, before.assigneeId)
  if (before.assigneeId !== null && !(former && mayWork(former, thread.mailbox_id))) return 'no-role'
  if (former && !maySeeThread(former, await sightOf(tx, thread))) return 'outside'
  // Taking it had put it in progress.
  const back = before.status === 'new' && thread.status === 'in_progress'
  const taken = thread.assignee_id === viewer.accountId && back
  await giveThread(
    tx,
    viewer,
    thread,
    { to: before.assigneeId, status: taken ? before.status : thread.status },
    now,
  )
  if (thread.assignee_id !== null) await readAssignment(tx, thread.assignee_id, thread.id, now)
  return null
}

/** With the people it had, and with the assignee whom the restriction had left out. */
async function limitAgain(
  tx: Db,
  viewer: Viewer,
  thread: Thread,
  before: Standing,
  now: number,
): Promise<Kept | null> {
  const threadId = thread.id
  const put = before.restriction
    ? await restrictThread(tx, viewer, { threadId, ...before.restriction }, now)
    : await liftRestriction(tx, viewer, { threadId }, now)
  if ('refused' in put) {
    if (put.refused === 'not-found' || put.refused === 'read-only') return put.refused
    return put.refused === 'not-yours' ? 'read-only' : 'no-role'
  }
  const again = await lockThisThread(tx, viewer, threadId)
  const isFree = again?.assignee_id === null && before.assigneeId !== null
  return again && isFree ? giveBack(tx, viewer, again, before, now) : null
}

async function isTouchedSince(tx: Db, threadId: number, change: Change, eventId: number): Promise<boolean> {
  const rows = await tx
    .selectFrom('events')
    .select('facts')
    .where('thread_id', '=', threadId)
    .where('id', '>', eventId)
    .where('kind', 'in', [...touching(change.kind)])
    .execute()
  if (change.kind !== 'label' && change.kind !== 'unlabel') return rows.length > 0
  return rows.some(({ facts }) => (JSON.parse(facts) as { label?: number }).label === change.labelId)
}
