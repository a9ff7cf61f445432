import { z } from 'zod'
import type { Db } from '../db/database.ts'
import { readSetting } from '../settings/settings.store.ts'

const KEY = 'restored'
const Restored = z.object({ at: z.number(), takenAt: z.number(), aliveUntil: z.number() })

/**
 * The last time that this database was put back. Instants in UTC ms: when that was, to which instant, and until when
 * the database that it replaced was at work.
 */
export type Restored = z.infer<typeof Restored>

export async function lastRestored(db: Db): Promise<Restored | null> {
  const value = await readSetting(db, KEY)
  return value === null ? null : Restored.parse(JSON.parse(value))
}

export async function noteRestored(tx: Db, restored: Restored): Promise<void> {
  const value = JSON.stringify(restored)
  await tx
    .insertInto('settings')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
