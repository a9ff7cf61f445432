import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { foldEmail } from './account.ts'
import { deleteEndedSessions, insertSession } from './session.store.ts'
import { newToken, tokenHash } from './session.ts'
import { type PasswordTried, tryPassword } from './try-password.ts'

export type SignInFrom = { userAgent: string; address: string }

/**
 * Opens a session for whoever knows the password.
 *
 * @returns the token for the cookie, which is kept nowhere else; or why not, the same for an unknown
 * address, a wrong password and a disabled account
 */
export async function signIn(
  db: Db,
  { email, password, from }: { email: string; password: string; from: SignInFrom },
  now: number,
): Promise<{ token: string } | Extract<PasswordTried, { refused: string }>> {
  const tried = await tryPassword(db, { email: foldEmail(email), password, address: from.address }, now)
  if ('refused' in tried) return tried
  return { token: await openSession(db, tried.accountId, from, now) }
}

/** Opens a session for somebody who has just proved who they are. Returns the cookie's token. */
export function openSession(db: Db, accountId: number, from: SignInFrom, now: number): Promise<string> {
  return transact(db, async (tx) => {
    const token = newToken()
    await deleteEndedSessions(tx, now)
    await insertSession(tx, {
      hash: tokenHash(token),
      accountId,
      createdAt: now,
      seenAt: now,
      userAgent: from.userAgent,
      remoteAddress: from.address,
    })
    await recordEvent(tx, { at: now, kind: 'signed_in', mailboxId: null, threadId: null, actorId: accountId })
    return token
  })
}
