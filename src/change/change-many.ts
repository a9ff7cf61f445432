import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { applyChange, type ChangeRefusal } from './apply-change.ts'
import { type Changed, insertChange, insertChangedThreads } from './change.store.ts'
import { type Change, MOST_AT_ONCE } from './change.ts'

export type ManyChanged = {
  changeId: number
  /** Without those that were so already. */
  changed: number
  left: { threadId: number; why: ChangeRefusal['refused'] }[]
}

/** Threads of one transaction: a commit for each would take most of the time, and one for all would keep others waiting. */
const AT_ONCE = 25

/**
 * Does the same to several threads. One that cannot be changed does not hold up the others, and is named with
 * its reason. What each was before is written down with the change. Of more than {@link MOST_AT_ONCE} none is
 * changed.
 *
 * @param now UTC ms
 */
export async function changeMany(
  db: Db,
  viewer: Viewer,
  input: { ids: readonly number[]; change: Change },
  now: number,
): Promise<ManyChanged | { refused: 'too-many' }> {
  // In order, so that two who change the same threads do not wait for each other in a ring.
  const ids = [...new Set(input.ids)].sort((a, b) => a - b)
  if (ids.length > MOST_AT_ONCE) return { refused: 'too-many' }
  const changeId = await insertChange(db, viewer, input.change, now)
  const all: Changed[] = []
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    all.push(...(await transact(db, (tx) => changeSome(tx, viewer, changeId, some, input.change, now))))
  }
  return {
    changeId,
    changed: all.filter(({ outcome }) => !('refused' in outcome) && outcome.before !== null).length,
    left: all.flatMap(({ threadId, outcome }) =>
      'refused' in outcome ? [{ threadId, why: outcome.refused }] : [],
    ),
  }
}

async function changeSome(
  tx: Db,
  viewer: Viewer,
  changeId: number,
  ids: readonly number[],
  change: Change,
  now: number,
): Promise<Changed[]> {
  const all: Changed[] = []
  for (const threadId of ids) {
    all.push({ threadId, outcome: await applyChange(tx, viewer, threadId, change, now) })
  }
  await insertChangedThreads(tx, changeId, all)
  return all
}
