import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { labelThread, unlabelThread } from '../label/label-thread.ts'
import { liftRestriction, restrictThread } from '../restriction/restrict-thread.ts'
import { limitsOf } from '../restriction/thread-viewers.store.ts'
import { assignThread } from '../thread/assign-thread.ts'
import { changeStatus } from '../thread/change-status.ts'
import { lastEventId, lockThread, type Thread } from '../thread/thread.store.ts'
import type { Change, Standing } from './change.ts'

export type ChangeRefusal =
  | { refused: 'not-found' | 'read-only' | 'needs-wait' | 'unknown-label' | 'too-many' }
  | { refused: 'waits-open'; parties: string }
  | { refused: 'no-role'; name: string }
  | { refused: 'not-yours' | 'locks-out'; names: string[] }
  | { refused: 'no-reason' | 'too-long' | 'unknown-person' }
  | { refused: 'outside'; name: string; accountId: number }

/** `before` is null where the thread was so already. `eventId`: what comes after it is newer than the change. */
export type Applied = { threadId: number; before: Standing | null; eventId: number }

/**
 * Does it to one thread, by the same verbs as everywhere, in the transaction of the caller.
 *
 * @param now UTC ms
 */
export async function applyChange(
  tx: Db,
  viewer: Viewer,
  threadId: number,
  change: Change,
  now: number,
): Promise<Applied | ChangeRefusal> {
  const thread = await lockThread(tx, viewer, threadId)
  if (!thread) return { refused: 'not-found' }
  const seen = await lastEventId(tx, thread.id)
  const before = await standingBefore(tx, thread, change)
  const outcome = await act(tx, viewer, thread.id, change, now)
  if ('refused' in outcome) return outcome
  const eventId = await lastEventId(tx, thread.id)
  // Each of the verbs records an event where it changes something, and none where it does not.
  return { threadId: thread.id, before: eventId === seen ? null : before, eventId }
}

function act(tx: Db, viewer: Viewer, threadId: number, change: Change, now: number) {
  switch (change.kind) {
    case 'status':
      return changeStatus(tx, viewer, { threadId, to: change.to }, now)
    case 'assignee':
      return assignThread(tx, viewer, { threadId, to: change.to }, now)
    case 'label':
      return labelThread(tx, viewer, { threadId, labelId: change.labelId }, now)
    case 'unlabel':
      return unlabelThread(tx, viewer, { threadId, labelId: change.labelId }, now)
    case 'restriction':
      return restrictThread(tx, viewer, { threadId, ...change }, now)
    case 'lift':
      return liftRestriction(tx, viewer, { threadId }, now)
  }
}

async function standingBefore(tx: Db, thread: Thread, change: Change): Promise<Standing> {
  const standing = standingOf(thread)
  if (change.kind !== 'restriction' && change.kind !== 'lift') return standing
  if (thread.restricted_at === null) return { ...standing, restriction: null }
  const limits = await limitsOf(tx, thread.id)
  return { ...standing, restriction: { ...limits, reason: thread.restriction_reason ?? '' } }
}

export function standingOf(thread: Thread): Standing {
  return {
    status: thread.status,
    assigneeId: thread.assignee_id,
    customerWroteAt: thread.customer_wrote_at,
  }
}
