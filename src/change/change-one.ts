import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { applyChange, type ChangeRefusal } from './apply-change.ts'
import { insertChange, insertChangedThreads } from './change.store.ts'
import type { Change } from './change.ts'

/** `changeId` is null where the thread was so already. */
export type OneChanged = { changeId: number | null } | ChangeRefusal

/**
 * Changes one thread, so that it can be taken back like a change of many.
 *
 * @param now UTC ms
 */
export async function changeOne(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; change: Change },
  now: number,
): Promise<OneChanged> {
  return transact(db, async (tx) => {
    const outcome = await applyChange(tx, viewer, input.threadId, input.change, now)
    if ('refused' in outcome) return outcome
    if (outcome.before === null) return { changeId: null }
    const changeId = await insertChange(tx, viewer, input.change, now)
    await insertChangedThreads(tx, changeId, [{ threadId: input.threadId, outcome }])
    return { changeId }
  })
}
