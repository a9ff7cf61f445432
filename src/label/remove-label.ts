import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { followRemovedLabel } from '../target/follow-labels.ts'
import { recordChange } from './change-label.ts'
import { findLabel } from './label.store.ts'
import { countLabels, labelled } from './thread-labels.store.ts'

/** Rows of one transaction: a label on half of all threads must not hold up everybody while it goes. */
const AT_ONCE = 2000

export type RemovedLabel = { removed: true } | { refused: 'not-found' | 'read-only' }

/**
 * Takes a label off everything and away, in many short transactions: stopped half-way, it is still there with
 * what is left, and removing it again goes on. For administrators.
 *
 * @param now UTC ms
 */
export async function removeLabel(
  db: Db,
  viewer: Viewer,
  labelId: number,
  now: number,
): Promise<RemovedLabel> {
  if (!viewer.isAdmin) return { refused: 'read-only' }
  const label = await findLabel(db, viewer, labelId)
  if (!label) return { refused: 'not-found' }
  while ((await takeOff(db, labelId, null)) > 0);
  return transact(db, async (tx) => {
    await followRemovedLabel(tx, labelId, null)
    await tx.deleteFrom('labels').where('id', '=', labelId).execute()
    await recordChange(tx, viewer, label, { what: 'removed' }, now)
    return { removed: true }
  })
}

export type MergedLabels =
  | { labelId: number }
  | { refused: 'not-found' | 'read-only' | 'itself' }
  /** One is for threads and the other for customers, or the target is kept to another mailbox. */
  | { refused: 'other-use' }

/**
 * Puts one label's place on everything that has another, and takes that one away. In many short transactions,
 * like {@link removeLabel}. For administrators.
 *
 * @param now UTC ms
 */
export async function mergeLabels(
  db: Db,
  viewer: Viewer,
  input: { labelId: number; into: number },
  now: number,
): Promise<MergedLabels> {
  if (!viewer.isAdmin) return { refused: 'read-only' }
  if (input.labelId === input.into) return { refused: 'itself' }
  const from = await findLabel(db, viewer, input.labelId)
  const into = await findLabel(db, viewer, input.into)
  if (!from || !into) return { refused: 'not-found' }
  if (from.kind !== into.kind || (into.mailboxId !== null && into.mailboxId !== from.mailboxId))
    return { refused: 'other-use' }
  while ((await takeOff(db, from.id, into.id)) > 0);
  return transact(db, async (tx) => {
    await followRemovedLabel(tx, from.id, into.id)
    await tx.deleteFrom('labels').where('id', '=', from.id).execute()
    await recordChange(tx, viewer, from, { what: 'merged', into: into.name }, now)
    return { labelId: into.id }
  })
}

/** Takes a label off some threads and customers, and puts the other in its place. @returns how many had it */
function takeOff(db: Db, labelId: number, insteadId: number | null): Promise<number> {
  return transact(db, async (tx) => {
    const threads = await tx
      .selectFrom('thread_labels')
      .selectAll()
      .where('label_id', '=', labelId)
      .limit(AT_ONCE)
      .execute()
    const customers = await tx
      .selectFrom('customer_labels')
      .selectAll()
      .where('label_id', '=', labelId)
      .limit(AT_ONCE)
      .execute()
    for (const rows of slices(threads, 200)) {
      const standing = await standingOf(tx, rows)
      if (insteadId !== null) {
        const put = await tx
          .insertInto('thread_labels')
          .values(rows.map((row) => ({ ...row, label_id: insteadId })))
          .onConflict((conflict) => conflict.columns(['thread_id', 'label_id']).doNothing())
          .returning('thread_id')
          .execute()
        const ids = new Set(put.map((row) => row.thread_id))
        await countLabels(
          tx,
          standing.flatMap((thread) => (ids.has(thread.id) ? labelled(thread, [insteadId], 1) : [])),
        )
      }
      await countLabels(
        tx,
        standing.flatMap((thread) => labelled(thread, [labelId], -1)),
      )
      await tx
        .deleteFrom('thread_labels')
        .where('label_id', '=', labelId)
        .where(
          'thread_id',
          'in',
          rows.map((row) => row.thread_id),
        )
        .execute()
    }
    for (const rows of slices(customers, 200)) {
      if (insteadId !== null)
        await tx
          .insertInto('customer_labels')
          .values(rows.map((row) => ({ ...row, label_id: insteadId })))
          .onConflict((conflict) => conflict.columns(['customer_id', 'label_id']).doNothing())
          .execute()
      await tx
        .deleteFrom('customer_labels')
        .where('label_id', '=', labelId)
        .where(
          'customer_id',
          'in',
          rows.map((row) => row.customer_id),
        )
        .execute()
    }
    return threads.length + customers.length
  })
}

function slices<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, (n + 1) * size))
}

/** Where some threads stand, for the counters; nobody moves them until the transaction ends. */
function standingOf(tx: Db, rows: readonly { thread_id: number }[]) {
  return tx
    .selectFrom('threads')
    .select(['id', 'mailbox_id', 'folder', 'status', 'restricted_at'])
    .where(
      'id',
      'in',
      rows.map((row) => row.thread_id),
    )
    .orderBy('id')
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
    .execute()
}
