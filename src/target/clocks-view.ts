import type { ClocksView, ClockView, EndedClockView } from '../../views/target/clocks.tsx'
import type { Db, Row } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import type { Clock } from './clock.ts'
import type { Bound } from './clock-rows.ts'
import { clocksIn, rulesOf } from './clocks-in.store.ts'
import type { Target } from './target.ts'

/** Ended clocks that the page shows. */
const SHOWN = 20

/**
 * The clocks of a thread as its page explains them; null where its mailbox promises nothing about it.
 *
 * @param now UTC ms
 */
export async function clocksInView(db: Db, thread: Thread, now: number): Promise<ClocksView | null> {
  const rules = await rulesOf(db, thread.mailbox_id, now)
  if (rules === null) return null
  const { clocks, bound } = await clocksIn(db, thread, rules, now)
  const ended = await endedClocks(db, thread.id)
  const names = await labelNames(db, rules.targets)
  const open = bound.filter(({ clock }) => clock.endedAt === null)
  const promisesReplies = rules.targets.some(
    ({ minutes }) => minutes.first_reply !== null || minutes.next_reply !== null,
  )
  const resting = promisesReplies && thread.status !== 'done' ? restingSince(clocks) : null
  if (open.length === 0 && ended.length === 0 && resting === null) return null
  return {
    open: open.map((one) => clockInView(one, rules.targets, names)),
    // While a clock says it itself, it need not be said again.
    restingSince: open.some(({ clock }) => clock.pauses.at(-1)?.to === null) ? null : resting,
    ended: ended.map(endedInView),
  }
}

/** Since when the customer has our answer and the next step is theirs. UTC ms. */
function restingSince(clocks: readonly Clock[]): number | null {
  const replies = clocks.filter(({ kind }) => kind !== 'done')
  if (replies.some(({ endedAt }) => endedAt === null)) return null
  const last = replies.at(-1)
  return last?.endedBy === 'reply' ? last.endedAt : null
}

function clockInView(
  { clock, limit, reckoned, targetId }: Bound,
  targets: readonly Target[],
  names: ReadonlyMap<number, string>,
): ClockView {
  const target = targets.find(({ id }) => id === targetId)
  const nameOf = (id: number | null | undefined) => (id == null ? null : (names.get(id) ?? null))
  return {
    kind: clock.kind,
    startedAt: clock.startedAt,
    minutes: limit.minutes,
    label: nameOf(target?.labelId),
    customerLabel: nameOf(target?.customerLabelId),
    used: Math.floor(reckoned.used),
    left: Math.ceil(reckoned.left),
    over: Math.floor(reckoned.over),
    dueAt: reckoned.dueAt,
    pauses: clock.pauses,
  }
}

async function labelNames(db: Db, targets: readonly Target[]): Promise<Map<number, string>> {
  const ids = targets
    .flatMap(({ labelId, customerLabelId }) => [labelId, customerLabelId])
    .filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('labels').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function endedClocks(db: Db, threadId: number): Promise<Row<'thread_clocks'>[]> {
  return db
    .selectFrom('thread_clocks')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
}

function endedInView({ kind, ended_at, minutes, used, met }: Row<'thread_clocks'>): EndedClockView {
  return { kind, endedAt: ended_at ?? 0, minutes, used: used ?? 0, met: met === 1 }
}
