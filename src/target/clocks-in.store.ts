import { loadCalendar } from '../business-time/calendar.store.ts'
import type { Calendar } from '../business-time/calendar.ts'
import type { Db, Row } from '../db/database.ts'
import { type Clock, runClocks } from './clock.ts'
import type { Bound } from './clock-rows.ts'
import { momentsOf } from './moments.store.ts'
import { reckon } from './reckon.ts'
import { labelsOn, targetsOf } from './target.store.ts'
import { bindingTarget, type Target } from './target.ts'

/** What a mailbox promises, and when it works. */
export type Rules = { targets: readonly Target[]; calendar: Calendar }

/** Null where nothing is promised. Within one transaction they are read once. @param now UTC ms */
export async function rulesOf(db: Db, mailboxId: number, now: number): Promise<Rules | null> {
  if (!db.isTransaction) return readRules(db, mailboxId, now)
  const known = remembered.get(db) ?? new Map<number, Promise<Rules | null>>()
  remembered.set(db, known)
  const rules = known.get(mailboxId) ?? readRules(db, mailboxId, now)
  known.set(mailboxId, rules)
  return rules
}

/** A batch of mails is one transaction, and asks for each of them. */
const remembered = new WeakMap<Db, Map<number, Promise<Rules | null>>>()

async function readRules(db: Db, mailboxId: number, now: number): Promise<Rules | null> {
  const targets = await targetsOf(db, mailboxId)
  return targets.length === 0 ? null : { targets, calendar: await loadCalendar(db, mailboxId, now) }
}

type ThreadOfClocks = Pick<Row<'threads'>, 'id' | 'status' | 'done_at' | 'customer_id'>

/** All clocks of a thread, and those of them that a target binds. @param now UTC ms */
export async function clocksIn(
  db: Db,
  thread: ThreadOfClocks,
  { targets, calendar }: Rules,
  now: number,
): Promise<{ clocks: Clock[]; bound: Bound[] }> {
  const clocks = runClocks(await momentsOf(db, thread))
  const isNarrowed = targets.some(
    ({ labelId, customerLabelId }) => labelId !== null || customerLabelId !== null,
  )
  const labels = isNarrowed ? await labelsOn(db, thread) : new Set<number>()
  return {
    clocks,
    bound: clocks.flatMap((clock) => {
      const binding = bindingTarget(targets, clock.kind, labels)
      if (!binding) return []
      const { target, minutes } = binding
      // One set for a longer promise may warn earlier than a shorter one begins.
      const limit = { minutes, warnBefore: Math.min(target.warnBefore, minutes) }
      const reckoned = reckon(clock, limit, calendar, now)
      return [{ clock, targetId: target.id, limit, since: target.since, reckoned }]
    }),
  }
}
