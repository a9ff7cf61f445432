import type { StandIn } from './route.ts'

/** A period in which somebody is away. Instants UTC ms; the end is not part of it. */
export type Absence = { accountId: number; from: number; until: number; deputyId: number | null }

/**
 * Follows absences from deputy to deputy (A is away → B stands in, B is away → C), so that a call reaches
 * somebody who is there.
 *
 * @param isThere whether an account can be called at all: enabled, and with a right to decide here
 * @returns null where the chain ends with nobody, or comes back to somebody who is away
 */
export function standInBy(absences: readonly Absence[], isThere: (accountId: number) => boolean): StandIn {
  return (accountId, at) => {
    const asked = new Set<number>()
    let id: number | null = accountId
    while (id !== null && !asked.has(id)) {
      asked.add(id)
      const away = absenceOf(absences, id, at)
      if (!away) return isThere(id) ? id : null
      id = away.deputyId
    }
    return null
  }
}

/** Of several at once, the one that lasts longest. */
export function absenceOf(absences: readonly Absence[], accountId: number, at: number): Absence | null {
  const away = absences.filter((one) => one.accountId === accountId && one.from <= at && at < one.until)
  return away.sort((a, b) => b.until - a.until)[0] ?? null
}

/**
 * The circle that a new absence would close (A's deputy is B while B's deputy is A), or null.
 *
 * @returns the accounts of the circle, beginning with the one who wants to be away
 */
export function deputyCircle(absences: readonly Absence[], wanted: Absence): number[] | null {
  const overlapping = absences.filter((one) => one.from < wanted.until && wanted.from < one.until)
  const seen = [wanted.accountId]
  let id = wanted.deputyId
  while (id !== null) {
    if (id === wanted.accountId) return seen
    if (seen.includes(id)) return null
    seen.push(id)
    id = overlapping.find((one) => one.accountId === id)?.deputyId ?? null
  }
  return null
}
