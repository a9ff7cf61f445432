import type { Db } from '../db/database.ts'
import type { Ways } from './ways.ts'

/** As chosen; for an account that is gone, as everybody begins. */
export async function waysOf(db: Db, accountId: number): Promise<Ways> {
  const row = await db
    .selectFrom('accounts')
    .select(['after_action', 'single_keys'])
    .where('id', '=', accountId)
    .executeTakeFirst()
  return { afterAction: row?.after_action ?? 'next', singleKeys: row?.single_keys !== 0 }
}

/** Leaves what is not given. It is one's own matter, so no event tells of it. */
export async function chooseWays(db: Db, accountId: number, ways: Partial<Ways>): Promise<void> {
  const { afterAction, singleKeys } = ways
  const columns = {
    ...(afterAction && { after_action: afterAction }),
    ...(singleKeys !== undefined && { single_keys: singleKeys ? (1 as const) : (0 as const) }),
  }
  if (Object.keys(columns).length === 0) return
  await db.updateTable('accounts').set(columns).where('id', '=', accountId).execute()
}
