import type { Row } from '../db/database.ts'
import type { Clock, ClockKind } from './clock.ts'
import type { Limit, Reckoned } from './reckon.ts'

export type ClockRow = Omit<Row<'thread_clocks'>, 'id'>

/** A clock with the target that binds it, and where it stands. */
export type Bound = { clock: Clock; targetId: number; limit: Limit; since: number; reckoned: Reckoned }

type ThreadOfClock = { id: number; mailbox_id: number; assignee_id: number | null }

const DAY = 86_400_000

/**
 * The rows that a thread's clocks need. A row of a clock that ended stays as it was judged then, whatever the
 * targets say by now; what ended before its target was set is not judged at all.
 *
 * @param rows as they stand
 * @param isQuiet what is late already is known by whoever caused it, and is told nobody
 * @param now UTC ms
 */
export function clockRows(
  thread: ThreadOfClock,
  clocks: readonly Clock[],
  bound: readonly Bound[],
  rows: readonly ClockRow[],
  { isQuiet, now }: { isQuiet: boolean; now: number },
): ClockRow[] {
  return clocks.flatMap((clock) => {
    const row = rows.find(({ kind, started_at }) => kind === clock.kind && started_at === clock.startedAt)
    const target = bound.find((one) => one.clock === clock)
    if (clock.endedAt !== null && row?.ended_at === clock.endedAt) return [row]
    if (!target) return []
    const base = rowOf(thread, target, row)
    if (clock.endedAt === null) return [withStages(base, row, { isQuiet, now })]
    return row || clock.endedAt >= target.since ? [{ ...base, ...endOf(thread, target, clock) }] : []
  })
}

function rowOf(
  thread: ThreadOfClock,
  { clock, targetId, limit, reckoned }: Bound,
  row: ClockRow | undefined,
): ClockRow {
  return {
    thread_id: thread.id,
    mailbox_id: thread.mailbox_id,
    kind: clock.kind,
    started_at: clock.startedAt,
    target_id: targetId,
    minutes: limit.minutes,
    warn_at: reckoned.warnAt,
    due_at: reckoned.dueAt,
    tell_at: null,
    warned_at: row?.warned_at ?? null,
    overdue_at: row?.overdue_at ?? null,
    ended_at: null,
    ended_by: null,
    used: null,
    met: null,
    assignee_id: null,
  }
}

function endOf(
  thread: ThreadOfClock,
  { limit, reckoned }: Bound,
  { endedAt, endedBy }: Clock,
): Partial<ClockRow> {
  const met = reckoned.outcome === 'met'
  // Whole minutes, and never on the other side of the target than the outcome says.
  const used = met ? Math.min(limit.minutes, Math.round(reckoned.used)) : Math.ceil(reckoned.used)
  return {
    ended_at: endedAt,
    ended_by: endedBy,
    used,
    met: met ? 1 : 0,
    assignee_id: thread.assignee_id,
  }
}

/**
 * Each stage is told once for each clock; of two that came together only the later.
 *
 * @param before the clock's row until now
 */
function withStages(
  row: ClockRow,
  before: ClockRow | undefined,
  { isQuiet, now }: { isQuiet: boolean; now: number },
): ClockRow {
  // What had come by the row until now and was only not told yet is nobody's doing of this moment.
  const isQuietNow = isQuiet && !(before && before.tell_at !== null && before.tell_at <= now)
  // Old mail that comes in with a mailbox's first import would otherwise tell of each of its years.
  const isOld = (at: number | null) => at !== null && at <= (isQuietNow ? now : now - DAY)
  const warned_at = row.warned_at ?? (isOld(row.warn_at) ? now : null)
  const overdue_at = row.overdue_at ?? (isOld(row.due_at) ? now : null)
  return { ...row, warned_at, overdue_at, tell_at: nextStage({ ...row, warned_at, overdue_at })?.at ?? null }
}

/** The next of a clock's two stages that has to be told, and when; null when none is left. UTC ms. */
export function nextStage({
  warn_at,
  due_at,
  warned_at,
  overdue_at,
}: Pick<ClockRow, 'warn_at' | 'due_at' | 'warned_at' | 'overdue_at'>): {
  stage: 'warning' | 'overdue'
  at: number
} | null {
  // A clock that stands still with some of its time left is no reason to tell anybody.
  if (overdue_at !== null || due_at === null) return null
  if (warned_at === null && warn_at !== null) return { stage: 'warning', at: warn_at }
  return { stage: 'overdue', at: due_at }
}

/** What lists show of a thread's clocks: the one that is due first, or else one that stands still. */
export type ShownClock = { kind: ClockKind; dueAt: number | null; warnAt: number | null }

export function shownClock(rows: readonly ClockRow[]): ShownClock | null {
  const never = Number.POSITIVE_INFINITY
  const [first] = rows
    .filter((row) => row.ended_at === null)
    .toSorted((a, b) => (a.due_at ?? never) - (b.due_at ?? never) || 0)
  return first ? { kind: first.kind, dueAt: first.due_at, warnAt: first.due_at && first.warn_at } : null
}

/** Whether two rows of one clock say the same. */
export function isSameRow(a: ClockRow, b: ClockRow): boolean {
  return (
    a.target_id === b.target_id &&
    a.minutes === b.minutes &&
    a.warn_at === b.warn_at &&
    a.due_at === b.due_at &&
    a.tell_at === b.tell_at &&
    a.warned_at === b.warned_at &&
    a.overdue_at === b.overdue_at &&
    a.ended_at === b.ended_at
  )
}
