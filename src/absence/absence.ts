import type { Absence } from '../escalation/stand-in.ts'
import { deputyCircle } from '../escalation/stand-in.ts'

/** What somebody wants to set down. Instants UTC ms; the end is not part of it. */
export type WantedAbsence = Absence & { note: string }

export const LONGEST_NOTE = 200

export type AbsenceRefusal =
  | { refused: 'backwards' | 'past' | 'own-deputy' | 'long-note' }
  /** They are away at that time already. */
  | { refused: 'overlaps'; from: number; until: number }
  /** Following deputies leads back: the accounts in order, beginning with the one who is away. */
  | { refused: 'circle'; accounts: number[] }

/**
 * Why an absence can't be set down, or null.
 *
 * @param others all other absences that have not ended
 * @param now UTC ms
 */
export function absenceRefusal(
  wanted: WantedAbsence,
  others: readonly Absence[],
  now: number,
): AbsenceRefusal | null {
  const { accountId, from, until, deputyId, note } = wanted
  if (until <= from) return { refused: 'backwards' }
  if (until <= now) return { refused: 'past' }
  if (note.length > LONGEST_NOTE) return { refused: 'long-note' }
  if (deputyId === accountId) return { refused: 'own-deputy' }
  const own = others.find((one) => one.accountId === accountId && one.from < until && from < one.until)
  if (own) return { refused: 'overlaps', from: own.from, until: own.until }
  const accounts = deputyCircle(others, wanted)
  return accounts ? { refused: 'circle', accounts } : null
}
