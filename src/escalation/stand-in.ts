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
 * The circle that a new absence would close (A's deputy is B while B's deputy is A), or null. Absences that
 * are never at the same time close none.
 *
 * @returns the accounts of the circle, beginning with the one who wants to be away
 */
export function deputyCircle(absences: readonly Absence[], wanted: Absence): number[] | null {
  return follow([wanted.accountId], wanted, absences, wanted.accountId)
}

/** From deputy to deputy, in the time that all of them are away together. */
function follow(
  seen: readonly number[],
  { deputyId, from, until }: Absence,
  absences: readonly Absence[],
  first: number,
): number[] | null {
  if (deputyId === null) return null
  if (deputyId === first) return [...seen]
  if (seen.includes(deputyId)) return null
  for (const next of absences) {
    const together = { ...next, from: Math.max(next.from, from), until: Math.min(next.until, until) }
    if (next.accountId !== deputyId || together.from >= together.until) continue
    const circle = follow([...seen, deputyId], together, absences, first)
    if (circle) return circle
  }
  return null
}
