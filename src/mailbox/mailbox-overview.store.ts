import type { Role } from '../access/viewer.ts'
import { roles } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'

export type MailboxOverview = {
  id: number
  key: string
  name: string
  address: string
  signature: string
  retiredAt: number | null
  connections: Row<'connections'>[]
  members: { name: string; title: string; isGroup: boolean; role: Role }[]
}

/** Every mailbox with how its connections do and who has which role. */
export async function mailboxOverviews(db: Db): Promise<MailboxOverview[]> {
  const mailboxes = await db.selectFrom('mailboxes').selectAll().orderBy('id').execute()
  const connections = await db
    .selectFrom('connections')
    .selectAll()
    .orderBy('way')
    .orderBy('folder')
    .execute()
  const members = await db
    .selectFrom('memberships')
    .leftJoin('accounts', 'accounts.id', 'memberships.account_id')
    .leftJoin('groups', 'groups.id', 'memberships.group_id')
    .select([
      'memberships.mailbox_id',
      'memberships.role',
      'accounts.name as person',
      'accounts.title',
      'accounts.disabled_at',
      'groups.name as group',
    ])
    .where('accounts.disabled_at', 'is', null)
    .orderBy('memberships.id')
    .execute()
  return mailboxes.map(({ id, key, name, address, signature, retired_at }) => ({
    id,
    key,
    name,
    address,
    signature,
    retiredAt: retired_at,
    connections: connections.filter((row) => row.mailbox_id === id),
    members: members
      .filter((row) => row.mailbox_id === id)
      // The strongest first.
      .toSorted((one, other) => roles.indexOf(other.role) - roles.indexOf(one.role))
      .map((row) => ({
        name: row.group ?? row.person ?? '',
        title: row.title ?? '',
        isGroup: row.group !== null,
        role: row.role,
      })),
  }))
}

/** @returns whether there is such a mailbox */
export async function updateSignature(tx: Db, mailboxId: number, signature: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('mailboxes')
    .set({ signature })
    .where('id', '=', mailboxId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
