import { randomBytes } from 'node:crypto'
import type { Db } from '../db/database.ts'

export async function readSetting(db: Db, key: string): Promise<string | null> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value ?? null
}

/**
 * A secret of this installation, made at first use; of several processes that ask at once one wins.
 *
 * @returns 64 hex digits
 */
export async function secretFor(db: Db, purpose: 'message-id' | 'links'): Promise<string> {
  const key = `secret:${purpose}`
  const known = await readSetting(db, key)
  if (known) return known
  await db
    .insertInto('settings')
    .values({ key, value: randomBytes(32).toString('hex') })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return (await readSetting(db, key)) ?? ''
}
