import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { findAccount, lockActiveAdmins, updateAccount } from './account.store.ts'
import { isLastAdmin } from './account.ts'
import { deleteSessions } from './session.store.ts'

/** Shuts an account: it is signed out everywhere and can't come back until it is enabled. What it wrote stays. */
export function disableAccount(
  db: Db,
  accountId: number,
  actorId: number,
  now: number,
): Promise<{ disabled: true } | { refused: 'unknown' | 'last-admin' }> {
  return transact(db, async (tx) => {
    const admins = await lockActiveAdmins(tx)
    const account = await findAccount(tx, accountId)
    if (!account || account.disabledAt !== null) return { refused: 'unknown' }
    if (isLastAdmin(account, admins)) return { refused: 'last-admin' }
    await updateAccount(tx, accountId, { disabledAt: now })
    await deleteSessions(tx, accountId, 'all')
    await recordEvent(tx, {
      at: now,
      kind: 'account_disabled',
      mailboxId: null,
      threadId: null,
      actorId,
      facts: { account: accountId, name: account.name },
    })
    return { disabled: true }
  })
}

/** Opens it again, with the password and the roles that it had. */
export function enableAccount(
  db: Db,
  accountId: number,
  actorId: number,
  now: number,
): Promise<{ enabled: true } | { refused: 'unknown' }> {
  return transact(db, async (tx) => {
    const account = await findAccount(tx, accountId)
    if (!account || account.disabledAt === null) return { refused: 'unknown' }
    await updateAccount(tx, accountId, { disabledAt: null })
    await recordEvent(tx, {
      at: now,
      kind: 'account_changed',
      mailboxId: null,
      threadId: null,
      actorId,
      facts: { account: accountId, what: 'enabled' },
    })
    return { enabled: true }
  })
}
