import { type Away, absenceFrom, awayNow, comingAbsences } from '../absence/absence.store.ts'
import { loadViewers } from '../access/viewer.store.ts'
import { channelsOf } from '../channel/channel.store.ts'
import type { Db } from '../db/database.ts'
import { mayDecide, peopleOn } from '../escalation/around.store.ts'
import type { Route } from '../escalation/route.ts'
import type { People } from '../escalation/route-problems.ts'

/** What the people of a mailbox's route are now, for `routeProblems`. */
export async function peopleFor(
  db: Db,
  { mailboxId, route }: { mailboxId: number; route: Route },
  now: number,
): Promise<People> {
  const absences = (await comingAbsences(db, now)).map(absenceFrom)
  const deputies = absences.map(({ deputyId }) => deputyId).filter((id) => id !== null)
  const ids = [...new Set([...peopleOn(route), ...deputies])].filter((id) => id > 0)
  const viewers = await loadViewers(db, ids)
  const rows =
    ids.length === 0
      ? []
      : await db.selectFrom('accounts').select(['id', 'disabled_at']).where('id', 'in', ids).execute()
  const accounts = new Map(rows.map((row) => [row.id, row.disabled_at !== null]))
  return {
    mayDecide: (id) => mayDecide(viewers.get(id), mailboxId),
    exists: (id) => accounts.has(id),
    isDisabled: (id) => accounts.get(id) === true,
    absences,
    hasChat: (await channelsOf(db, mailboxId)).some(({ kind }) => kind !== 'telephone'),
  }
}

/** Somebody who can be put on a route, or who stands on it and no longer could. */
export type RoutePerson = {
  id: number
  name: string
  title: string
  /** Enabled, and with a right to decide in this mailbox. */
  canDecide: boolean
  away: Away | null
}

/** Supervisors and administrators by reading, and after them whoever stands on the route without being one. */
export async function routePeople(
  db: Db,
  { mailboxId, route }: { mailboxId: number; route: Route },
  now: number,
): Promise<RoutePerson[]> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'name', 'title'])
    .orderBy('reading')
    .orderBy('name')
    .execute()
  const viewers = await loadViewers(
    db,
    rows.map(({ id }) => id),
  )
  const away = await awayNow(db, now)
  const named = new Set(peopleOn(route))
  return rows
    .map((row) => ({
      ...row,
      canDecide: mayDecide(viewers.get(row.id), mailboxId),
      away: away.get(row.id) ?? null,
    }))
    .filter(({ id, canDecide }) => canDecide || named.has(id))
    .toSorted((a, b) => Number(b.canDecide) - Number(a.canDecide))
}
