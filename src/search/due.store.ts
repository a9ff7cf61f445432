import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { amongIds } from './among-ids.ts'
import type { EntryKind } from './entry.ts'

/**
 * Lets what was said be found soon, as it stands once this transaction is committed: a row for the timetable's
 * "let be found". Cutting and writing the words costs nobody who writes a mail or waits for one.
 *
 * @param refIds ids of messages, comments or policies; of a customer, of the threads
 */
export async function indexLater(tx: Db, kind: EntryKind, refIds: readonly number[]): Promise<void> {
  if (refIds.length === 0) return
  await tx
    .insertInto('search_due')
    .values(refIds.map((ref_id) => ({ kind, ref_id })))
    .execute()
}

export type Due = Row<'search_due'>

/** The oldest that are due and that no other process holds. */
export async function takeDue(tx: Db, limit: number): Promise<Due[]> {
  return tx
    .selectFrom('search_due')
    .selectAll()
    .orderBy('id')
    .limit(limit)
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute()
}

export async function settleDue(tx: Db, due: readonly Due[]): Promise<void> {
  const ids = due.map((row) => row.id)
  await tx
    .deleteFrom('search_due')
    .where(amongIds(tx, 'id', ids))
    .execute()
}
