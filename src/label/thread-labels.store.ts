import { sql } from 'kysely'
import type { Db, Row } from '../db/database.ts'

/** What the table of thread labels repeats of a thread, so that a list of a label needs no other index. */
type Standing = Pick<Row<'threads'>, 'id' | 'mailbox_id' | 'folder' | 'status' | 'last_at'>

export async function labelIdsOf(db: Db, threadId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('thread_labels')
    .select('label_id')
    .where('thread_id', '=', threadId)
    .execute()
  return rows.map((row) => row.label_id)
}

export async function insertThreadLabel(
  tx: Db,
  thread: Standing,
  labelId: number,
  actorId: number | null,
  now: number,
): Promise<void> {
  await tx
    .insertInto('thread_labels')
    .values({
      thread_id: thread.id,
      label_id: labelId,
      mailbox_id: thread.mailbox_id,
      folder: thread.folder,
      status: thread.status,
      last_at: thread.last_at,
      added_by: actorId,
      added_at: now,
    })
    .execute()
}

/** @returns whether it was there */
export async function deleteThreadLabel(tx: Db, threadId: number, labelId: number): Promise<boolean> {
  const gone = await tx
    .deleteFrom('thread_labels')
    .where('thread_id', '=', threadId)
    .where('label_id', '=', labelId)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** Keeps the order of a label's list true, in the transaction that moves the thread. */
export async function moveThreadLabels(tx: Db, thread: Standing): Promise<void> {
  const { folder, status, last_at } = thread
  await tx
    .updateTable('thread_labels')
    .set({ folder, status, last_at })
    .where('thread_id', '=', thread.id)
    .execute()
}

/** The same for many threads that were moved already. */
export async function moveLabelsOf(tx: Db, threadIds: readonly number[]): Promise<void> {
  if (threadIds.length === 0) return
  await tx
    .updateTable('thread_labels')
    .from('threads')
    .set((eb) => ({
      folder: eb.ref('threads.folder'),
      status: eb.ref('threads.status'),
      last_at: eb.ref('threads.last_at'),
    }))
    .whereRef('threads.id', '=', 'thread_labels.thread_id')
    .where('thread_labels.thread_id', 'in', threadIds)
    .execute()
}

/** Gives a thread the labels of another: the part of it that was split off, or the one it goes into. */
export async function copyThreadLabels(tx: Db, from: number, to: Standing): Promise<void> {
  await tx
    .insertInto('thread_labels')
    .columns(['thread_id', 'label_id', 'mailbox_id', 'folder', 'status', 'last_at', 'added_by', 'added_at'])
    .expression((eb) =>
      eb
        .selectFrom('thread_labels as theirs')
        .select([
          sql.lit(to.id).as('thread_id'),
          'theirs.label_id',
          sql.lit(to.mailbox_id).as('mailbox_id'),
          sql.lit(to.folder).as('folder'),
          sql.lit(to.status).as('status'),
          sql.lit(to.last_at).as('last_at'),
          'theirs.added_by',
          'theirs.added_at',
        ])
        .where('theirs.thread_id', '=', from),
    )
    .onConflict((conflict) => conflict.columns(['thread_id', 'label_id']).doNothing())
    .execute()
}
