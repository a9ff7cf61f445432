import type { Role } from '../access/viewer.ts'
import { findAccountByEmail } from '../account/account.store.ts'
import { foldEmail } from '../account/account.ts'
import type { Holder } from '../account/membership.store.ts'
import { changeMembership } from '../account/set-membership.ts'
import type { Db } from '../db/database.ts'
import { openReady } from '../db/open-ready.ts'
import { transact } from '../db/transact.ts'
import { syncMailboxes } from '../mailbox/sync-mailboxes.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'

/** Gives somebody a role in a mailbox, or takes it away. What the configuration gives, it gives again at the next start. */
export async function mailboxRoleCommand(
  { mailbox, who, role }: { mailbox: string; who: string; role: Role | null },
  { config, stdout, clock }: Context,
): Promise<void> {
  const settings = config()
  const { db } = await openReady(settings.databaseUrl)
  try {
    await syncMailboxes(db, settings.mailboxes, clock())
    const mailboxId = await mailboxOf(db, mailbox)
    const of = await holderOf(db, who)
    const changed = await transact(db, (tx) => changeMembership(tx, { mailboxId, of, role }, null, clock()))
    const now = role === null ? `has no role in ${mailbox}` : `is ${role} in ${mailbox}`
    await stdout.write(changed ? `${who} ${now} now.\n` : `${who} ${now} already.\n`)
  } finally {
    await db.destroy()
  }
}

async function mailboxOf(db: Db, key: string): Promise<number> {
  const mailboxes = await db.selectFrom('mailboxes').select(['id', 'key']).orderBy('key').execute()
  const found = mailboxes.find((one) => one.key === key)
  if (found) return found.id
  const known = mailboxes.map((one) => one.key).join(', ') || 'none'
  throw new CommandFailed(`Found ${key}, expected a mailbox of the configuration (${known}).`, 2)
}

async function holderOf(db: Db, who: string): Promise<Holder> {
  if (who.startsWith('@')) {
    const group = await db
      .selectFrom('groups')
      .select('id')
      .where('name', '=', who.slice(1))
      .executeTakeFirst()
    if (!group) throw new CommandFailed(`There is no group ${who.slice(1)}.`)
    return { groupId: group.id }
  }
  const account = await findAccountByEmail(db, foldEmail(who))
  if (!account) throw new CommandFailed(`There is no account ${who}.`)
  return { accountId: account.id }
}
