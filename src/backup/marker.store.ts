import { z } from 'zod'
import type { Db } from '../db/database.ts'

const KEY = 'copy'
const Marker = z.object({ takenAt: z.number() })

/**
 * Lets a copy say of itself that it is one, so that whoever puts it to work, by `hoshin restore` or by hand, begins
 * with what must be done after a restore. Its own row in the table of backups is good there: the copy only comes to
 * stand under its name when it is.
 */
export async function markAsCopy(
  copy: Db,
  { takenAt, backupId, path }: { takenAt: number; backupId: number | null; path: string },
): Promise<void> {
  const value = JSON.stringify({ takenAt })
  await copy
    .insertInto('settings')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
  if (backupId === null) return
  await copy
    .updateTable('backups')
    .set({ state: 'good', ended_at: takenAt, path })
    .where('id', '=', backupId)
    .execute()
}

/** When the copy that this database is was taken, UTC ms; null for a database at work. */
export async function copyTakenAt(db: Db): Promise<number | null> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', KEY).executeTakeFirst()
  return row ? Marker.parse(JSON.parse(row.value)).takenAt : null
}

export async function forgetMarker(tx: Db): Promise<void> {
  await tx.deleteFrom('settings').where('key', '=', KEY).execute()
}
