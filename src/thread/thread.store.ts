import { sql } from 'kysely'
import { reachableThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { moveThreadLabels } from '../label/thread-labels.store.ts'
import type { Folder, Status } from './status.ts'

export type Thread = Row<'threads'>

/** The thread, if it exists for this viewer. Unknown and forbidden are the same null. */
export async function findThread(db: Db, viewer: Viewer, threadId: number): Promise<Thread | null> {
  const thread = await db
    .selectFrom('threads')
    .selectAll()
    .where('id', '=', threadId)
    .where(reachableThreads(viewer))
    .executeTakeFirst()
  return thread ?? null
}

/**
 * Like {@link findThread}, and nobody else changes the thread until the transaction ends. Every verb that
 * changes a thread begins here, which also puts the events of one thread in order. What was merged meanwhile
 * leads to the thread that it went into: whoever wrote in the old one must not write where nobody looks.
 */
export async function lockThread(tx: Db, viewer: Viewer, threadId: number): Promise<Thread | null> {
  const thread = await lockThisThread(tx, viewer, threadId)
  const into = thread?.merged_into_id ?? null
  return into === null ? thread : lockThread(tx, viewer, into)
}

/** Like {@link lockThread}, but a thread that was merged stays itself. */
export async function lockThisThread(tx: Db, viewer: Viewer, threadId: number): Promise<Thread | null> {
  const thread = await tx
    .selectFrom('threads')
    .selectAll()
    .where('id', '=', threadId)
    .where(reachableThreads(viewer))
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  return thread ?? null
}

/** For hoshin itself, which acts for no viewer: the thread, or the one that it was merged into meanwhile. */
export async function lockWhereItStands(tx: Db, threadId: number): Promise<Thread | null> {
  const thread = await tx
    .selectFrom('threads')
    .selectAll()
    .where('id', '=', threadId)
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  const into = thread?.merged_into_id ?? null
  return into === null ? (thread ?? null) : lockWhereItStands(tx, into)
}

export type ThreadPatch = Partial<Omit<Thread, 'id' | 'version' | 'mailbox_id' | 'created_at'>>

/** For who changes many threads: the counters' moves, which are written at the end, and which threads have no label. */
export type LateMoves = { counts: CountChange[]; unlabelled: ReadonlySet<number> }

/**
 * Writes what changed, raises the version, and keeps the counters true if the thread moved.
 *
 * @param late takes what is written later, in the same transaction
 */
export async function changeThread(
  tx: Db,
  thread: Thread,
  patch: ThreadPatch,
  late?: LateMoves,
): Promise<Thread> {
  const changed = { ...thread, ...patch, version: thread.version + 1 }
  await tx
    .updateTable('threads')
    .set({ ...patch, version: changed.version })
    .where('id', '=', thread.id)
    .execute()
  const moved = changed.status !== thread.status || changed.folder !== thread.folder
  const recounted = moved || (changed.restricted_at === null) !== (thread.restricted_at === null)
  if (recounted) {
    const counts = [...counted(thread, -1), ...counted(changed, 1)]
    if (late) late.counts.push(...counts)
    else await countThreads(tx, counts)
  }
  const isElsewhere = recounted || changed.last_at !== thread.last_at
  if (isElsewhere && !late?.unlabelled.has(thread.id)) await moveThreadLabels(tx, thread, changed)
  return changed
}

export type CountChange = { mailboxId: number; folder: Folder; status: Status; by: number }

/** What a thread adds to the counters, which everybody in its mailbox sees: a restricted one nothing. */
export function counted(thread: Thread, by: 1 | -1): CountChange[] {
  const { mailbox_id: mailboxId, folder, status } = thread
  return thread.restricted_at === null ? [{ mailboxId, folder, status, by }] : []
}

/** Moves the counters of mailbox × folder × status. Sorted, so that two transactions never wait for each other in a ring. */
export async function countThreads(tx: Db, changes: readonly CountChange[]): Promise<void> {
  const sums = new Map<string, CountChange>()
  for (const change of changes) {
    const key = `${change.mailboxId} ${change.folder} ${change.status}`
    sums.set(key, { ...change, by: (sums.get(key)?.by ?? 0) + change.by })
  }
  for (const [, change] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (change.by === 0) continue
    await tx
      .insertInto('thread_counts')
      .values({ mailbox_id: change.mailboxId, folder: change.folder, status: change.status, n: change.by })
      .onConflict((conflict) =>
        conflict
          .columns(['mailbox_id', 'folder', 'status'])
          .doUpdateSet({ n: sql<number>`thread_counts.n + excluded.n` }),
      )
      .execute()
  }
}

/** The last thing that happened on a thread, as the id of its event: what somebody who writes a reply has in view. */
export async function lastEventId(db: Db, threadId: number): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select('id')
    .where('thread_id', '=', threadId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? 0
}
