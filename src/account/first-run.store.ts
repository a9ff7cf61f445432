import type { Db } from '../db/database.ts'

/**
 * Says once in the life of an installation: you are the first. The row's key lets only one transaction
 * through; a second one waits for the first and then finds it there.
 */
export async function claimFirstRun(tx: Db, now: number): Promise<boolean> {
  const row = await tx
    .insertInto('settings')
    .values({ key: 'first_run', value: String(now) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}
