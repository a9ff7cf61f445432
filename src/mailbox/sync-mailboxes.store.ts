import type { Db } from '../db/database.ts'
import type { ConfiguredMember, MailboxRow } from './configured-mailbox.ts'

export type FoundMember = { account: number } | { group: number }

export async function allMailboxes(db: Db): Promise<MailboxRow[]> {
  return db.selectFrom('mailboxes').selectAll().orderBy('id').execute()
}

/** The account or group of that name; null while there is none. */
export async function findMember(db: Db, { by, name }: ConfiguredMember): Promise<FoundMember | null> {
  if (by === 'email') {
    const account = await db
      .selectFrom('accounts')
      .select('id')
      .where('email', '=', name.toLowerCase())
      .executeTakeFirst()
    return account ? { account: account.id } : null
  }
  const group = await db.selectFrom('groups').select('id').where('name', '=', name).executeTakeFirst()
  return group ? { group: group.id } : null
}

/** Returns false where this membership, in whatever role, is there already. */
export async function addMember(
  tx: Db,
  mailboxId: number,
  found: FoundMember,
  role: 'agent' | 'supervisor',
): Promise<boolean> {
  const account = 'account' in found ? found.account : null
  const group = 'group' in found ? found.group : null
  const known = await tx
    .selectFrom('memberships')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('account_id', account === null ? 'is' : '=', account)
    .where('group_id', group === null ? 'is' : '=', group)
    .executeTakeFirst()
  if (known) return false
  await tx
    .insertInto('memberships')
    .values({ mailbox_id: mailboxId, account_id: account, group_id: group, role })
    .execute()
  return true
}
