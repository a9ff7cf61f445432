import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { isAnyAccount } from './account.store.ts'
import type { NewAccount } from './account.ts'
import { claimFirstRun } from './first-run.store.ts'
import { joinAccount } from './join-account.ts'

/**
 * Makes the administrator of a new installation. Of two people who send the form at once one wins.
 *
 * @returns refused `not-first` as soon as there is any account
 */
export function createFirstAccount(
  db: Db,
  account: Omit<NewAccount, 'isAdmin' | 'title'>,
  now: number,
): Promise<{ accountId: number } | { refused: 'not-first' }> {
  return transact(db, async (tx) => {
    if (!(await claimFirstRun(tx, now)) || (await isAnyAccount(tx))) return { refused: 'not-first' }
    const by = { actorId: null, way: 'first_run' } as const
    const accountId = await joinAccount(tx, { ...account, title: '', isAdmin: true }, by, now)
    return accountId === null ? { refused: 'not-first' } : { accountId }
  })
}
