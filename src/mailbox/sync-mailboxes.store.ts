import type { Holder } from '../account/membership.store.ts'
import type { Db } from '../db/database.ts'
import type { ConfiguredMember, MailboxRow } from './configured-mailbox.ts'

export async function allMailboxes(db: Db): Promise<MailboxRow[]> {
  return db.selectFrom('mailboxes').selectAll().orderBy('id').execute()
}

/** The account or group of that name; null while there is none. */
export async function findHolder(db: Db, { by, name }: ConfiguredMember): Promise<Holder | null> {
  if (by === 'email') {
    const account = await db
      .selectFrom('accounts')
      .select('id')
      .where('email', '=', name.toLowerCase())
      .executeTakeFirst()
    return account ? { accountId: account.id } : null
  }
  const group = await db.selectFrom('groups').select('id').where('name', '=', name).executeTakeFirst()
  return group ? { groupId: group.id } : null
}
