import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { updateAccount } from './account.store.ts'
import { deleteSessions } from './session.store.ts'

/**
 * Gives an account another password and signs it out everywhere, but for the session in use.
 *
 * @param actorId null when the command line or a link did it
 */
export function setPassword(
  db: Db,
  { accountId, passwordHash, keepSession }: { accountId: number; passwordHash: string; keepSession?: string },
  actorId: number | null,
  now: number,
): Promise<void> {
  return transact(db, async (tx) => {
    await updateAccount(tx, accountId, { passwordHash })
    await deleteSessions(tx, accountId, keepSession === undefined ? 'all' : { allBut: keepSession })
    await recordEvent(tx, {
      at: now,
      kind: 'account_changed',
      mailboxId: null,
      threadId: null,
      actorId,
      facts: { account: accountId, what: 'password' },
    })
  })
}
