import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { amongIds } from './among-ids.ts'
import type { SearchBackend } from './backend.ts'
import type { Entry, EntryKind, PlacedEntry } from './entry.ts'
import { idTried } from './entry-id.ts'
import { postgresSearch } from './search.postgres.ts'
import { sqliteSearch } from './search.sqlite.ts'

/** How this database searches. */
export function searchBackend(db: Db): SearchBackend {
  return engineOf(db) === 'postgres' ? postgresSearch : sqliteSearch
}

/** Lets entries be found, in the transaction that writes what they say. None of them may stand already. */
export async function addEntries(tx: Db, entries: readonly Entry[]): Promise<void> {
  const placed = await placeEntries(tx, entries)
  await searchBackend(tx).insertWords(
    tx,
    placed.sort((a, b) => a.id - b.id),
  )
}

/** What was said is found no more. */
export async function removeEntries(tx: Db, kind: EntryKind, refIds: readonly number[]): Promise<void> {
  if (refIds.length === 0) return
  const rows = await tx
    .selectFrom('search_entries')
    .select('id')
    .where('kind', '=', kind)
    .where(amongIds(tx, 'ref_id', refIds))
    .execute()
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return
  await searchBackend(tx).deleteWords(tx, ids)
  await tx
    .deleteFrom('search_entries')
    .where(amongIds(tx, 'id', ids))
    .execute()
}

/** What was said on one thread, and its customer, is found on another one from now on. */
export async function moveAllEntries(tx: Db, fromThread: number, toThread: number): Promise<void> {
  await tx
    .updateTable('search_entries')
    .set({ thread_id: toThread })
    .where('thread_id', '=', fromThread)
    .execute()
}

/** Messages go to another thread, and the comments beside them. */
export async function moveMessageEntries(
  tx: Db,
  messageIds: readonly number[],
  toThread: number,
): Promise<void> {
  await tx
    .updateTable('search_entries')
    .set({ thread_id: toThread })
    .where((eb) =>
      eb.or([
        eb.and([eb('kind', '=', 'message'), eb('ref_id', 'in', messageIds)]),
        eb.and([
          eb('kind', '=', 'comment'),
          eb('ref_id', 'in', (comments) =>
            comments
              .selectFrom('comments')
              .select('comments.id')
              .where(amongIds(tx, 'message_id', messageIds)),
          ),
        ]),
      ]),
    )
    .execute()
}

/** A place is taken by writing it, so that two transactions at once never share one. */
async function placeEntries(tx: Db, entries: readonly Entry[]): Promise<PlacedEntry[]> {
  const placed: PlacedEntry[] = []
  let waiting = entries
  for (let attempt = 0; waiting.length > 0; attempt++) {
    const tried = waiting.map((entry) => ({ ...entry, id: idTried(entry.at, attempt, entry.refId) }))
    // In order, so that two transactions never wait for each other in a ring.
    const rows = tried
      .map(({ id, kind, refId, threadId }) => ({ id, kind, ref_id: refId, thread_id: threadId }))
      .sort((a, b) => a.id - b.id)
    const written = await tx
      .insertInto('search_entries')
      .values(rows)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning(['id', 'kind', 'ref_id'])
      .execute()
    const taken = new Set(written.map((row) => `${row.kind} ${row.ref_id}`))
    const isPlaced = ({ kind, refId }: Entry) => taken.has(`${kind} ${refId}`)
    placed.push(...tried.filter(isPlaced))
    waiting = waiting.filter((entry) => !isPlaced(entry))
  }
  return placed
}
