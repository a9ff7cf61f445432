import type { Db } from '../db/database.ts'
import { hashPassword } from './hash-password.ts'
import { type PasswordProblem, passwordProblem } from './password.ts'
import { setPassword } from './set-password.ts'
import { tryPassword } from './try-password.ts'

export type PasswordChanged =
  | { changed: true }
  | { refused: 'wrong' }
  | { refused: 'too-many'; until: number }
  | { refused: 'weak'; problem: PasswordProblem }

/** Changes one's own password: the present one must be right, which is counted like signing in. Ends the other sessions. */
export async function changePassword(
  db: Db,
  change: {
    accountId: number
    email: string
    present: string
    wanted: string
    sessionHash: string
    address: string
  },
  now: number,
): Promise<PasswordChanged> {
  const { accountId, email, present, wanted, sessionHash, address } = change
  const problem = passwordProblem(wanted, email)
  if (problem) return { refused: 'weak', problem }
  const tried = await tryPassword(db, { email, password: present, address }, now)
  if ('refused' in tried) return tried
  const passwordHash = await hashPassword(wanted)
  await setPassword(db, { accountId, passwordHash, keepSession: sessionHash }, accountId, now)
  return { changed: true }
}
