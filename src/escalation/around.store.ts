import { loadViewers } from '../access/viewer.store.ts'
import { maySupervise, type Viewer } from '../access/viewer.ts'
import { afterBusinessMinutes, isOpen } from '../business-time/business-time.ts'
import { loadCalendar } from '../business-time/calendar.store.ts'
import type { Db } from '../db/database.ts'
import type { Around } from './next-step.ts'
import type { Hours, Route } from './route.ts'
import { standInBy } from './stand-in.ts'

/**
 * What surrounds an escalation of a mailbox: its hours, and who is there.
 *
 * @param now UTC ms: absences that ended before are left out
 * @param named people who may be called beside those of the route
 */
export async function aroundOf(
  db: Db,
  { mailboxId, route, named = [] }: { mailboxId: number; route: Route; named?: readonly number[] },
  now: number,
): Promise<Around> {
  const absences = await db.selectFrom('absences').selectAll().where('until_at', '>', now).execute()
  const ids = [
    ...peopleOn(route),
    ...named,
    ...absences.flatMap((row) => [row.account_id, row.deputy_id]).filter((id) => id !== null),
  ]
  const people = await loadViewers(db, [...new Set(ids)])
  const standIn = standInBy(
    absences.map((row) => ({
      accountId: row.account_id,
      from: row.from_at,
      until: row.until_at,
      deputyId: row.deputy_id,
    })),
    (id) => mayDecide(people.get(id), mailboxId),
  )
  return { hours: await hoursOf(db, mailboxId, now), standIn }
}

/** Supervisors decide in their mailbox; administrators wherever nobody else answers. */
export function mayDecide(viewer: Viewer | null | undefined, mailboxId: number): boolean {
  return viewer !== null && viewer !== undefined && (viewer.isAdmin || maySupervise(viewer, mailboxId))
}

/** Everybody who is called above the top: all supervisors of the mailbox and all administrators. */
export async function everybodyIn(db: Db, mailboxId: number): Promise<number[]> {
  const accounts = await db.selectFrom('accounts').select('id').where('disabled_at', 'is', null).execute()
  const viewers = await loadViewers(
    db,
    accounts.map(({ id }) => id),
  )
  return [...viewers.values()]
    .filter((viewer) => mayDecide(viewer, mailboxId))
    .map((viewer) => viewer.accountId)
}

export function peopleOn(route: Route): number[] {
  return [...route.ladder, ...(route.outside ?? [])]
    .flatMap((rung) => [rung.primaryId, rung.backupId])
    .filter((id) => id !== null)
}

async function hoursOf(db: Db, mailboxId: number, now: number): Promise<Hours> {
  const calendar = await loadCalendar(db, mailboxId, now)
  return {
    isOpen: (at) => isOpen(calendar, at),
    after: (from, minutes) => afterBusinessMinutes(calendar, from, minutes),
  }
}
