import type { Db, Row } from '../db/database.ts'
import { type ClockRow, clockRows, isSameRow, type ShownClock, shownClock } from './clock-rows.ts'
import { clocksIn, rulesOf } from './clocks-in.store.ts'

type ThreadOfClocks = Pick<
  Row<'threads'>,
  'id' | 'mailbox_id' | 'status' | 'done_at' | 'customer_id' | 'assignee_id' | 'target_kind'
>

/**
 * Writes where the clocks of a thread stand, in the transaction of what moved them: those that run, and those
 * that ended, for reports.
 *
 * @param thread as it will be
 * @param now UTC ms
 * @param isQuiet what is late already is told nobody
 * @returns what lists show of them; null where none runs
 */
export async function keepClocks(
  tx: Db,
  thread: ThreadOfClocks,
  now: number,
  { isQuiet = false } = {},
): Promise<ShownClock | null> {
  const rules = await rulesOf(tx, thread.mailbox_id, now)
  // Without a promise, and without one that was there before, there is nothing to do for each mail.
  if (rules === null && thread.target_kind === null) return null
  const standing = await tx
    .selectFrom('thread_clocks')
    .selectAll()
    .where('thread_id', '=', thread.id)
    .execute()
  const { clocks, bound } =
    rules === null ? { clocks: [], bound: [] } : await clocksIn(tx, thread, rules, now)
  const rows =
    rules === null
      ? standing.filter((row) => row.ended_at !== null)
      : clockRows(thread, clocks, bound, standing, { isQuiet, now })
  await replaceRows(tx, standing, rows)
  return shownClock(rows)
}

/** A thread that was merged into another has no clocks of its own any more. */
export async function dropClocks(tx: Db, threadId: number): Promise<void> {
  await tx.deleteFrom('thread_clocks').where('thread_id', '=', threadId).execute()
}

async function replaceRows(
  tx: Db,
  standing: readonly Row<'thread_clocks'>[],
  rows: readonly ClockRow[],
): Promise<void> {
  const gone = standing.filter((old) => !rows.some((row) => isOfOneClock(row, old)))
  if (gone.length > 0) {
    const ids = gone.map(({ id }) => id)
    await tx.deleteFrom('thread_clocks').where('id', 'in', ids).execute()
  }
  for (const row of rows) {
    const old = standing.find((one) => isOfOneClock(row, one))
    if (!old) await tx.insertInto('thread_clocks').values(row).execute()
    else if (!isSameRow(old, row)) {
      const { thread_id: _thread, kind: _kind, started_at: _start, ...rest } = columnsOf(row)
      await tx.updateTable('thread_clocks').set(rest).where('id', '=', old.id).execute()
    }
  }
}

function isOfOneClock(a: ClockRow, b: ClockRow): boolean {
  return a.kind === b.kind && a.started_at === b.started_at
}

/** Without the id that a row brings along when it was read. */
function columnsOf(row: ClockRow & { id?: number }): ClockRow {
  const { id: _id, ...columns } = row
  return columns
}
