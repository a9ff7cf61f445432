import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { findAccountByEmail, passwordHashOf } from './account.store.ts'
import { passwordFits } from './hash-password.ts'
import { nextAttemptAt } from './rate-limit.ts'
import { deleteAttempts, insertAttempt, lockAttempts, recentAttempts } from './sign-in-failure.store.ts'

export type PasswordTried =
  | { accountId: number }
  | { refused: 'wrong' }
  /** Too many attempts; `until` is when the next one is allowed, UTC ms. */
  | { refused: 'too-many'; until: number }

/**
 * Compares a password with the account's. Every attempt is counted before the password is looked at; a
 * right one forgives those for this account. Hashing takes some 50 ms between two transactions of its own,
 * so this is never part of another.
 *
 * @param email folded
 */
export async function tryPassword(
  db: Db,
  attempt: { email: string; password: string; address: string },
  now: number,
): Promise<PasswordTried> {
  const { email, password, address } = attempt
  const until = await transact(db, async (tx) => {
    await lockAttempts(tx, { email, address })
    const open = nextAttemptAt(await recentAttempts(tx, { email, address, now }))
    if (open === null) await insertAttempt(tx, { email, address, now })
    return open
  })
  if (until !== null) return { refused: 'too-many', until }

  const account = await findAccountByEmail(db, email)
  const fits = await passwordFits(password, account && (await passwordHashOf(db, account.id)))
  if (!account || !fits) return { refused: 'wrong' }
  await transact(db, (tx) => deleteAttempts(tx, email))
  return { accountId: account.id }
}
