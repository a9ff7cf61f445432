import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import type { Sorting } from './find-hits.ts'
import { readQuery } from './query.ts'
import { countOwned, findSaved } from './saved.store.ts'
import { MOST_SAVED, mayChangeSaved, NAME_LIMIT, type SavedSearch } from './saved.ts'

/** What is kept. `mailboxId`: with whose team it is shared; null: with nobody. */
export type SearchToSave = { name: string; query: string; sorting: Sorting; mailboxId: number | null }

export type SaveRefusal = 'empty-name' | 'long-name' | 'bad-query' | 'not-your-mailbox'

export type Saved = { id: number } | { refused: SaveRefusal | 'too-many' }

/** Keeps a search. @param now UTC ms */
export async function saveSearch(db: Db, viewer: Viewer, search: SearchToSave, now: number): Promise<Saved> {
  return transact(db, async (tx) => {
    const refused = refusalOf(viewer, search, null)
    if (refused) return { refused }
    if ((await countOwned(tx, viewer)) >= MOST_SAVED) return { refused: 'too-many' }
    return tx
      .insertInto('saved_searches')
      .values({ ...rowOf(search), owner_id: viewer.accountId, created_at: now, changed_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
  })
}

export type ChangedSaved =
  | { id: number }
  | { refused: SaveRefusal | 'not-found' | 'not-yours' | 'changed-meanwhile' }

/**
 * Names, asks or shares it otherwise.
 *
 * @param search.version what the form was filled with
 * @param now UTC ms
 */
export async function changeSaved(
  db: Db,
  viewer: Viewer,
  search: SearchToSave & { id: number; version: number },
  now: number,
): Promise<ChangedSaved> {
  return transact(db, async (tx) => {
    const saved = await findSaved(tx, viewer, search.id)
    if (!saved) return { refused: 'not-found' }
    if (!mayChangeSaved(viewer, saved)) return { refused: 'not-yours' }
    const refused = refusalOf(viewer, search, saved)
    if (refused) return { refused }
    const { numUpdatedRows } = await tx
      .updateTable('saved_searches')
      .set({ ...rowOf(search), version: search.version + 1, changed_at: now })
      .where('id', '=', saved.id)
      .where('version', '=', search.version)
      .executeTakeFirst()
    return numUpdatedRows > 0n ? { id: saved.id } : { refused: 'changed-meanwhile' }
  })
}

/** @returns its name, so that it can be told */
export async function removeSaved(
  db: Db,
  viewer: Viewer,
  id: number,
): Promise<{ name: string } | { refused: 'not-found' | 'not-yours' }> {
  return transact(db, async (tx) => {
    const saved = await findSaved(tx, viewer, id)
    if (!saved) return { refused: 'not-found' }
    if (!mayChangeSaved(viewer, saved)) return { refused: 'not-yours' }
    await tx.deleteFrom('saved_searches').where('id', '=', id).execute()
    return { name: saved.name }
  })
}

function refusalOf(viewer: Viewer, search: SearchToSave, before: SavedSearch | null): SaveRefusal | null {
  const name = search.name.trim()
  if (name === '') return 'empty-name'
  if ([...name].length > NAME_LIMIT) return 'long-name'
  if (search.query.trim() === '' || 'wrong' in readQuery(search.query)) return 'bad-query'
  const isAsBefore = before !== null && before.mailbox?.id === search.mailboxId
  const mayShare = search.mailboxId === null || isAsBefore || mayWork(viewer, search.mailboxId)
  return mayShare ? null : 'not-your-mailbox'
}

function rowOf({ name, query, sorting, mailboxId }: SearchToSave) {
  return { name: name.trim(), query: query.trim(), sorting, mailbox_id: mailboxId }
}
