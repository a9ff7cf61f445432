import { loadViewers } from '../access/viewer.store.ts'
import { isAtLeast, maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { type Absence, absenceOf } from '../escalation/stand-in.ts'

/** Absences that have not ended, the next first. Instants UTC ms. */
export async function comingAbsences(db: Db, now: number): Promise<Row<'absences'>[]> {
  return db
    .selectFrom('absences')
    .selectAll()
    .where('until_at', '>', now)
    .orderBy('from_at')
    .orderBy('id')
    .execute()
}

export function absenceFrom(row: Row<'absences'>): Absence {
  return { accountId: row.account_id, from: row.from_at, until: row.until_at, deputyId: row.deputy_id }
}

/** That somebody is away, as it is said beside their name; `deputy` by name, at the end of the chain. */
export type Away = { until: number; deputy: string | null }

/** Who is away now, and who stands in for them, by account. */
export async function awayNow(db: Db, now: number): Promise<Map<number, Away>> {
  const absences = (await comingAbsences(db, now)).map(absenceFrom)
  const present = absences.filter(({ from }) => from <= now)
  if (present.length === 0) return new Map()
  const names = await namesOf(
    db,
    present.map(({ deputyId }) => deputyId).filter((id) => id !== null),
  )
  return new Map(
    present.map(({ accountId }) => {
      const away = absenceOf(absences, accountId, now)
      const deputy = standingIn(absences, accountId, now)
      return [
        accountId,
        { until: away?.until ?? now, deputy: deputy === null ? null : (names.get(deputy) ?? null) },
      ]
    }),
  )
}

/** The first along the chain of deputies who is there; null when there is none. */
export function standingIn(absences: readonly Absence[], accountId: number, now: number): number | null {
  const asked = new Set<number>()
  let id: number | null = accountId
  while (id !== null && !asked.has(id)) {
    asked.add(id)
    const away = absenceOf(absences, id, now)
    if (!away) return id
    id = away.deputyId
  }
  return null
}

export async function namesOf(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * Whether somebody may set down another's absence: their own, always; as a supervisor, of those who have a
 * role in one of their mailboxes; an administrator, everybody's.
 */
export function maySetAbsence(viewer: Viewer, other: Pick<Viewer, 'accountId' | 'roles'>): boolean {
  if (viewer.isAdmin || viewer.accountId === other.accountId) return true
  return [...other.roles.keys()].some((mailboxId) => maySupervise(viewer, mailboxId))
}

/** Everybody who is enabled, by reading. */
export async function allPeople(
  db: Db,
): Promise<{ id: number; name: string; title: string; viewer: Viewer }[]> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'name', 'title'])
    .where('disabled_at', 'is', null)
    .orderBy('reading')
    .orderBy('name')
    .execute()
  const viewers = await loadViewers(
    db,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) => {
    const viewer = viewers.get(row.id)
    return viewer ? [{ ...row, viewer }] : []
  })
}

/** Whether two people meet in a mailbox, so that one could stand in for the other. */
export function meets(one: Viewer, other: Viewer): boolean {
  if (one.isAdmin || other.isAdmin) return true
  return [...one.roles.keys()].some((id) => isAtLeast('read_only', other.roles.get(id)))
}
