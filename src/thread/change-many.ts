import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { assignThread } from './assign-thread.ts'
import { changeStatus } from './change-status.ts'
import type { Status } from './status.ts'

export type BulkAction = { status: Status } | { assignee: number | null }
export type BulkRefusal = 'not-found' | 'read-only' | 'waits-open' | 'needs-wait' | 'no-role'
export type BulkOutcome = { done: number; left: { threadId: number; why: BulkRefusal }[] }

/** More than a list can show; each one is a transaction, and others wait for their turn. */
const MOST = 500

/**
 * Does the same to several threads, each in its own transaction: one that cannot be changed does not hold
 * up the others, and is named with its reason. Of more than {@link MOST} none is changed.
 *
 * @param now UTC ms
 */
export async function changeMany(
  db: Db,
  viewer: Viewer,
  input: { ids: readonly number[]; action: BulkAction },
  now: number,
): Promise<BulkOutcome | { refused: 'too-many' }> {
  const ids = [...new Set(input.ids)]
  if (ids.length > MOST) return { refused: 'too-many' }
  const outcome: BulkOutcome = { done: 0, left: [] }
  for (const threadId of ids) {
    const changed =
      'status' in input.action
        ? await changeStatus(db, viewer, { threadId, to: input.action.status }, now)
        : await assignThread(db, viewer, { threadId, to: input.action.assignee }, now)
    if ('refused' in changed) outcome.left.push({ threadId, why: changed.refused })
    else outcome.done++
  }
  return outcome
}
