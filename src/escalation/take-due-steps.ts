import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { aroundOf } from './around.store.ts'
import { lockEscalation, standingOf } from './escalation.store.ts'
import { nextStep } from './next-step.ts'
import { routeById } from './route.store.ts'
import { afterStep } from './standing.ts'
import { writeStep } from './write-step.ts'

/** Then others get their turn; the next round goes on. */
const AT_ONCE = 200

/**
 * Makes the steps that are due, each in a transaction of its own that finds out anew whether it still is: of
 * several processes one makes it, and one that was killed has either made it or not begun.
 *
 * @returns how many were made
 */
export async function takeDueSteps(db: Db, clock: () => number, stop?: AbortSignal): Promise<number> {
  const due = await db
    .selectFrom('escalations')
    .select('id')
    .where('next_at', 'is not', null)
    .where('next_at', '<=', clock())
    .orderBy('next_at')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()
  let made = 0
  for (const { id } of due) {
    if (stop?.aborted) break
    if (await takeStep(db, id, clock())) made++
  }
  return made
}

/** When the next step of all is due, UTC ms, so that whoever ticks need not come late to it; null: none is. */
export async function nextStepAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('escalations')
    .select('next_at')
    .where('next_at', 'is not', null)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst()
  return row?.next_at ?? null
}

/** @returns whether a step was due and was made */
export async function takeStep(db: Db, escalationId: number, now: number): Promise<boolean> {
  return transact(db, async (tx) => {
    const locked = await lockEscalation(tx, null, escalationId)
    if (!locked) return false
    const { escalation, thread } = locked
    if (escalation.next_at === null || escalation.next_at > now) return false
    const route = await routeById(tx, escalation.route_id)
    const around = await aroundOf(tx, { mailboxId: thread.mailbox_id, route }, now)
    const standing = standingOf(escalation)
    const step = nextStep(route, standing, now, around)
    if (!step || step.at > now) {
      // Hours or absences changed since it was written down: it is only the time that moves.
      await tx
        .updateTable('escalations')
        .set({ next_at: step?.at ?? null })
        .where('id', '=', escalation.id)
        .execute()
      return false
    }
    const moved = afterStep(standing, step, now)
    const channel = step.do === 'call' ? step.channel : 'email'
    await writeStep(tx, { ...locked, route, around }, moved, { action: step.do, actorId: null, channel }, now)
    return true
  })
}
