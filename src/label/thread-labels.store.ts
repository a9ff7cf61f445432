import { sql } from 'kysely'
import type { Db, Row } from '../db/database.ts'

/** What the table of thread labels repeats of a thread, so that a list of a label needs no other index. */
type Standing = Pick<Row<'threads'>, 'id' | 'mailbox_id' | 'folder' | 'status' | 'last_at' | 'restricted_at'>

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
  await countLabels(tx, labelled(thread, [labelId], 1))
}

/** @returns whether it was there */
export async function deleteThreadLabel(tx: Db, thread: Standing, labelId: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('thread_labels')
    .where('thread_id', '=', thread.id)
    .where('label_id', '=', labelId)
    .executeTakeFirst()
  if (numDeletedRows > 0n) await countLabels(tx, labelled(thread, [labelId], -1))
  return numDeletedRows > 0n
}

/** Keeps the order of a label's list and its counters true, in the transaction that moves the thread. */
export async function moveThreadLabels(tx: Db, before: Standing, thread: Standing): Promise<void> {
  const { folder, status, last_at } = thread
  const rows = await tx
    .updateTable('thread_labels')
    .set({ folder, status, last_at })
    .where('thread_id', '=', thread.id)
    .returning('label_id')
    .execute()
  const ids = rows.map((row) => row.label_id)
  await countLabels(tx, [...labelled(before, ids, -1), ...labelled(thread, ids, 1)])
}

/** Gives a thread the labels of another: the part of it that was split off, or the one it goes into. */
export async function copyThreadLabels(tx: Db, from: number, to: Standing): Promise<void> {
  const rows = await tx
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
    .returning('label_id')
    .execute()
  await countLabels(
    tx,
    labelled(
      to,
      rows.map((row) => row.label_id),
      1,
    ),
  )
}

export type LabelCount = Pick<Standing, 'mailbox_id' | 'folder' | 'status'> & { label_id: number; n: number }

/** What a thread adds to the counters of its labels, which everybody in its mailbox sees: a restricted one nothing. */
export function labelled(
  { mailbox_id, folder, status, restricted_at }: Omit<Standing, 'id' | 'last_at'>,
  labelIds: readonly number[],
  n: 1 | -1,
): LabelCount[] {
  return restricted_at === null
    ? labelIds.map((label_id) => ({ mailbox_id, folder, status, label_id, n }))
    : []
}

/** Moves the counters of labels. Sorted, so that two transactions never wait for each other in a ring. */
export async function countLabels(tx: Db, changes: readonly LabelCount[]): Promise<void> {
  const sums = new Map<string, LabelCount>()
  for (const change of changes) {
    const key = [change.mailbox_id, change.folder, change.status, change.label_id].join(' ')
    sums.set(key, { ...change, n: (sums.get(key)?.n ?? 0) + change.n })
  }
  const moved = [...sums].filter(([, { n }]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
  if (moved.length === 0) return
  await tx
    .insertInto('label_counts')
    .values(moved.map(([, change]) => change))
    .onConflict((conflict) =>
      conflict
        .columns(['mailbox_id', 'folder', 'status', 'label_id'])
        .doUpdateSet({ n: sql<number>`label_counts.n + excluded.n` }),
    )
    .execute()
}
