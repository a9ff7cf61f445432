import { sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'

/** Words for the customer that came with a policy. `at` is UTC ms. */
export type Wording = { policyId: number; by: string; at: number; body: string; isOfThread: boolean }

const OF_THREAD = 5
const OF_OTHERS = 20

/** Those of this thread, the newest first, then the latest of the mailbox's other threads that the viewer sees. */
export async function wordingsFor(db: Db, viewer: Viewer, thread: Thread): Promise<Wording[]> {
  const own = await wordings(db, viewer)
    .where('policies.thread_id', '=', thread.id)
    .orderBy('policies.version', 'desc')
    .limit(OF_THREAD)
    .execute()
  const others = await wordings(db, viewer)
    // With a plus, or SQLite walks all threads of the mailbox.
    .where(sql<boolean>`+threads.mailbox_id = ${thread.mailbox_id}`)
    .where('policies.thread_id', '!=', thread.id)
    .orderBy('policies.id', 'desc')
    .limit(OF_OTHERS)
    .execute()
  return [...own, ...others].map((row) => ({
    ...{ policyId: row.id, by: row.name, at: row.created_at, body: row.wording },
    isOfThread: row.thread_id === thread.id,
  }))
}

/** The words of one policy, where the viewer sees its thread. */
export async function wordingOf(db: Db, viewer: Viewer, policyId: number): Promise<string | null> {
  const row = await wordings(db, viewer).where('policies.id', '=', policyId).executeTakeFirst()
  return row?.wording ?? null
}

function wordings(db: Db, viewer: Viewer) {
  return (
    db
      .selectFrom('policies')
      .innerJoin('threads', 'threads.id', 'policies.thread_id')
      .innerJoin('accounts', 'accounts.id', 'policies.author_id')
      .select([
        'policies.id',
        'policies.thread_id',
        'policies.created_at',
        'policies.wording',
        'accounts.name',
      ])
      // As the partial index of those has it.
      .where(sql<boolean>`policies.wording <> ''`)
      .where(visibleThreads(viewer))
  )
}
