import { findAccountByEmail } from '../account/account.store.ts'
import { foldEmail } from '../account/account.ts'
import { hashPassword } from '../account/hash-password.ts'
import { setPassword } from '../account/set-password.ts'
import { openReady } from '../db/open-ready.ts'
import { goodPassword, newPassword } from './ask-password.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'

/** Gives somebody another password and signs them out everywhere. */
export async function accountPasswdCommand(
  email: string,
  { passwordStdin = false }: { passwordStdin?: boolean },
  { config, stdout, clock }: Context,
): Promise<void> {
  const { db } = await openReady(config().databaseUrl)
  try {
    const account = await findAccountByEmail(db, foldEmail(email))
    if (!account) throw new CommandFailed(`There is no account ${email}.`)
    const password = goodPassword(await newPassword(passwordStdin), account.email)
    const change = { accountId: account.id, passwordHash: await hashPassword(password) }
    await setPassword(db, change, null, clock())
    await stdout.write(`${account.email} has a new password and is signed out everywhere.\n`)
  } finally {
    await db.destroy()
  }
}
