import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import type { MailboxRole, NewAccount } from './account.ts'
import { foldEmail } from './account.ts'
import { joinAccount } from './join-account.ts'
import { changeMembership } from './set-membership.ts'

/**
 * Adds an account from the command line, with its roles.
 *
 * @returns refused `taken` when the address belongs to somebody already
 */
export function addAccount(
  db: Db,
  account: NewAccount & { memberships?: readonly MailboxRole[] },
  now: number,
): Promise<{ accountId: number } | { refused: 'taken' }> {
  return transact(db, async (tx) => {
    const { memberships = [], ...fresh } = account
    const by = { actorId: null, way: 'command' } as const
    const accountId = await joinAccount(tx, { ...fresh, email: foldEmail(fresh.email) }, by, now)
    if (accountId === null) return { refused: 'taken' }
    for (const { mailboxId, role } of memberships) {
      await changeMembership(tx, { mailboxId, of: { accountId }, role }, null, now)
    }
    return { accountId }
  })
}
