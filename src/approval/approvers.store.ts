import { sightOf } from '../access/sight.store.ts'
import { loadViewers } from '../access/viewer.store.ts'
import { maySeeThread, maySend, maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { aroundOf } from '../escalation/around.store.ts'
import type { Around } from '../escalation/next-step.ts'
import type { Hours } from '../escalation/route.ts'
import { levelAbove, levelAt, type Route } from '../escalation/route.ts'
import { standInBy } from '../escalation/stand-in.ts'
import { type PersonInMailbox, workersOf } from '../thread/people.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Approver, isOnlyByRole, type Reason } from './approval.ts'

/** Who could say yes to a reply, by reading: whoever may send it by their own hand and sees the thread. @param now UTC ms */
export async function approversOf(
  db: Db,
  thread: Thread,
  { reasons, not }: { reasons: readonly Reason[]; not: readonly number[] },
  now: number,
): Promise<PersonInMailbox[]> {
  const people = await workersOf(db, thread.mailbox_id, now)
  const able = (isOnlyByRole(reasons) ? people.senders : people.supervisors).filter(
    ({ id }) => !not.includes(id),
  )
  const viewers = await loadViewers(
    db,
    able.map(({ id }) => id),
  )
  const sight = await sightOf(db, thread)
  return able.filter(({ id }) => {
    const viewer = viewers.get(id)
    return viewer !== undefined && maySeeThread(viewer, sight)
  })
}

/** The hours of the mailbox, and who of those who could say yes is there. Absences lead to deputies. @param now UTC ms */
export async function aroundApproval(
  db: Db,
  thread: Thread,
  { reasons, not, route }: { reasons: readonly Reason[]; not: readonly number[]; route: Route },
  now: number,
): Promise<Around> {
  const able = await approversOf(db, thread, { reasons, not }, now)
  const ids = new Set(able.map(({ id }) => id))
  const absences = await db.selectFrom('absences').selectAll().where('until_at', '>', now).execute()
  const { hours } = await aroundOf(db, { mailboxId: thread.mailbox_id, route }, now)
  const standIn = standInBy(
    absences.map((row) => ({
      accountId: row.account_id,
      from: row.from_at,
      until: row.until_at,
      deputyId: row.deputy_id,
    })),
    (id) => ids.has(id),
  )
  return { hours, standIn }
}

/** What of somebody decides whether they may say yes on this rung. @param now UTC ms */
export function approverFrom(
  viewer: Viewer,
  mailboxId: number,
  { route, level, around }: { route: Route; level: number; around: Around },
  now: number,
): Approver {
  return {
    accountId: viewer.accountId,
    maySend: maySend(viewer, mailboxId),
    supervises: maySupervise(viewer, mailboxId),
    standsHighEnough: standsOn(route, around, level, viewer.accountId, now),
  }
}

function standsOn(route: Route, around: Around, level: number, accountId: number, now: number): boolean {
  const rung = levelAt(route, around.hours, level, now)
  const there = [rung?.primaryId, rung?.backupId].some(
    (id) => id != null && (id === accountId || around.standIn(id, now) === accountId),
  )
  if (there) return true
  const above = levelAbove(route, around.hours, level, now)
  return above !== null && standsOn(route, around, above, accountId, now)
}

/** The rung on which a round begins: of several, each a higher one, as far as there are any. */
export function levelOfRound(route: Route, hours: Hours, round: number, now: number): number {
  const first = levelAbove(route, hours, 1, now) ?? 2
  let level = first
  for (let n = 1; n < round; n++) level = levelAbove(route, hours, level, now) ?? level
  return level
}

/**
 * The mailbox's route as approvals go by it: after half of the time to accept, whoever is called is reminded once,
 * by mail; telephones and chats are for what burns.
 */
export function asApprovalRoute(route: Route): Route {
  const quiet = (ladder: Route['ladder']): Route['ladder'] =>
    ladder.map((rung) => {
      const half = Math.max(1, Math.floor(rung.minutesToAccept / 2))
      return {
        ...rung,
        calls: [
          { channel: 'email', minutes: half },
          { channel: 'email', minutes: half },
        ],
      }
    })
  return { ...route, ladder: quiet(route.ladder), outside: route.outside && quiet(route.outside) }
}
