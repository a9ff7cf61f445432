import { loadViewers } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { absenceFrom, comingAbsences, maySetAbsence } from './absence.store.ts'
import { type AbsenceRefusal, absenceRefusal, type WantedAbsence } from './absence.ts'

export type AbsenceSet = { absenceId: number } | { refused: 'not-found' | 'unknown-deputy' } | AbsenceRefusal

/**
 * Sets down that somebody is away, and who stands in. Calls that come in that time go to the deputy, and
 * whoever is chosen shows it.
 *
 * @param id the absence that is changed; null: a new one
 * @param now UTC ms
 */
export function setAbsence(
  db: Db,
  viewer: Viewer,
  { id, ...wanted }: WantedAbsence & { id: number | null },
  now: number,
): Promise<AbsenceSet> {
  return transact(db, async (tx): Promise<AbsenceSet> => {
    const people = await loadViewers(tx, [
      wanted.accountId,
      ...(wanted.deputyId === null ? [] : [wanted.deputyId]),
    ])
    const person = people.get(wanted.accountId)
    if (!person || !maySetAbsence(viewer, person)) return { refused: 'not-found' }
    if (wanted.deputyId !== null && !people.has(wanted.deputyId)) return { refused: 'unknown-deputy' }
    // Two that would close a circle together must not pass each other: both wait for this row.
    await lockAbsences(tx)
    const all = await comingAbsences(tx, now)
    if (id !== null && !all.some((row) => row.id === id && row.account_id === wanted.accountId)) {
      return { refused: 'not-found' }
    }
    const others = all.filter((row) => row.id !== id).map(absenceFrom)
    const refusal = absenceRefusal(wanted, others, now)
    if (refusal) return refusal
    const columns = {
      from_at: wanted.from,
      until_at: wanted.until,
      deputy_id: wanted.deputyId,
      note: wanted.note.trim(),
    }
    const absenceId = id ?? (await insert(tx, viewer, { account_id: wanted.accountId, ...columns }, now))
    if (id !== null) await tx.updateTable('absences').set(columns).where('id', '=', id).execute()
    await noteChange(tx, viewer, wanted.accountId, id === null ? 'absence_set' : 'absence_changed', now)
    return { absenceId }
  })
}

/**
 * Ends an absence now; one that has not begun is taken away.
 *
 * @returns false where there is none that this person may end
 */
export function endAbsence(db: Db, viewer: Viewer, id: number, now: number): Promise<boolean> {
  return transact(db, async (tx) => {
    const row = (await comingAbsences(tx, now)).find((one) => one.id === id)
    const person = row && (await loadViewers(tx, [row.account_id])).get(row.account_id)
    const isTheirs = row !== undefined && viewer.accountId === row.account_id
    if (!row || !(isTheirs || viewer.isAdmin || (person && maySetAbsence(viewer, person)))) return false
    if (row.from_at >= now) await tx.deleteFrom('absences').where('id', '=', id).execute()
    else await tx.updateTable('absences').set({ until_at: now }).where('id', '=', id).execute()
    await noteChange(tx, viewer, row.account_id, 'absence_ended', now)
    return true
  })
}

async function lockAbsences(tx: Db): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ key: 'lock:absences', value: '' })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: '' }))
    .execute()
}

async function insert(
  tx: Db,
  viewer: Viewer,
  row: { account_id: number; from_at: number; until_at: number; deputy_id: number | null; note: string },
  now: number,
): Promise<number> {
  const { id } = await tx
    .insertInto('absences')
    .values({ ...row, created_by: viewer.accountId, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function noteChange(
  tx: Db,
  viewer: Viewer,
  account: number,
  what: 'absence_set' | 'absence_changed' | 'absence_ended',
  now: number,
): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind: 'account_changed',
    mailboxId: null,
    threadId: null,
    actorId: viewer.accountId,
    facts: { account, what },
  })
}
