import type { Viewer } from '../../src/access/viewer.ts'
import type { Db } from '../../src/db/database.ts'
import { markThreadRead } from '../../src/notification/read-notifications.ts'
import { seeThread } from '../../src/thread/see-thread.ts'
import { findThread } from '../../src/thread/thread.store.ts'
import type { Office } from './office.ts'

const HOUR = 3_600_000
/** How long somebody of the office takes to look at what they were told. */
const LOOKS_WITHIN = HOUR

/** What opening a thread's page does for the one who opens it. @param at UTC ms */
export async function openThread(db: Db, viewer: Viewer, threadId: number, at: number): Promise<void> {
  const thread = await findThread(db, viewer, threadId)
  if (!thread) throw new Error(`${viewer.name} cannot see the thread`)
  await markThreadRead(db, viewer, threadId, at)
  await seeThread(db, viewer, thread, at)
}

/**
 * Lets people open what they were told of an hour ago or longer.
 *
 * @param at now in the story, UTC ms
 * @param until what was told since then nobody has looked at yet, UTC ms
 */
export async function catchUp(db: Db, office: Office, at: number, until: number): Promise<void> {
  const unread = await db
    .selectFrom('notifications')
    .select(['account_id', 'thread_id'])
    .where('read_at', 'is', null)
    .where('created_at', '<=', Math.min(at - LOOKS_WITHIN, until))
    .groupBy(['account_id', 'thread_id'])
    .orderBy('account_id')
    .execute()
  for (const { account_id, thread_id } of unread) {
    const viewer = [...office.people.values()].find((one) => one.accountId === account_id)
    if (viewer && thread_id !== null) await openThread(db, viewer, thread_id, at)
  }
}
