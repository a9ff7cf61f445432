import type { AbsencesPageProps, AbsenceView } from '../../views/absence/absences-page.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { absenceFrom, allPeople, comingAbsences, maySetAbsence, meets, standingIn } from './absence.store.ts'
import { deputyGaps } from './deputy-gaps.store.ts'

type Shown = AbsenceView & { accountId: number; deputyId: number | null }

/** Absences that have not ended, of everybody whom this person meets, and whose they may set. */
export async function absencesInView(
  db: Db,
  viewer: Viewer,
  now: number,
): Promise<Pick<AbsencesPageProps, 'people' | 'deputies'> & { absences: Shown[] }> {
  const all = await allPeople(db)
  const known = all.filter((one) => one.id === viewer.accountId || meets(viewer, one.viewer))
  const rows = await comingAbsences(db, now)
  const absences = rows.map(absenceFrom)
  const nameOf = (id: number | null) => all.find((one) => one.id === id)?.name ?? null
  const gaps = new Map<number, string[]>()
  for (const { id, account_id, deputy_id } of rows) {
    if (deputy_id !== null) gaps.set(id, await deputyGaps(db, account_id, deputy_id))
  }
  const shown = rows.flatMap((row): Shown[] => {
    const person = known.find(({ id }) => id === row.account_id)
    if (!person) return []
    const standsIn = standingIn(absences, row.account_id, Math.max(now, row.from_at))
    return [
      {
        id: row.id,
        accountId: row.account_id,
        deputyId: row.deputy_id,
        name: person.name,
        from: row.from_at,
        until: row.until_at,
        isPresent: row.from_at <= now,
        note: row.note,
        deputy: nameOf(row.deputy_id),
        standsIn: nameOf(standsIn),
        mayChange: maySetAbsence(viewer, person.viewer),
        gaps: gaps.get(row.id) ?? [],
      },
    ]
  })
  const own = all.filter(({ id }) => id === viewer.accountId)
  const others = known.filter((one) => one.id !== viewer.accountId && maySetAbsence(viewer, one.viewer))
  return { absences: shown, people: [...own, ...others], deputies: known }
}
