import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { differences, mayRestrict } from './restriction.ts'
import { limitsOf } from './thread-viewers.store.ts'

/**
 * Who may see two threads once they are one. What was restricted stays so, for the same people:
 * - `same`: neither is restricted, or both to the same people and groups;
 * - `into`: the target is, and what goes into it becomes so too, which only those may do who could restrict it;
 * - `unclear`: the union would show restricted mail to others, or take the target's from them.
 */
export async function restrictionOfUnion(
  tx: Db,
  viewer: Viewer,
  from: Thread,
  into: Thread,
): Promise<'same' | 'into' | 'unclear'> {
  if (from.restricted_at === null) {
    if (into.restricted_at === null) return 'same'
    const { id, mailbox_id: mailboxId, assignee_id: assigneeId } = from
    return mayRestrict(viewer, { id, mailboxId, assigneeId }) ? 'into' : 'unclear'
  }
  if (into.restricted_at === null) return 'unclear'
  const { joined, left, groupsJoined, groupsLeft } = differences(
    await limitsOf(tx, from.id),
    await limitsOf(tx, into.id),
  )
  return [...joined, ...left, ...groupsJoined, ...groupsLeft].length === 0 ? 'same' : 'unclear'
}
