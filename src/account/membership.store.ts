import type { ExpressionBuilder } from 'kysely'
import type { Role } from '../access/viewer.ts'
import type { Database, Db } from '../db/database.ts'

/** Whose role it is: a person's own, or that of everybody in a group. */
export type Holder = { accountId: number } | { groupId: number }

export type Membership = { mailboxId: number; role: Role; accountId: number | null; groupId: number | null }

export async function allMemberships(db: Db): Promise<Membership[]> {
  const rows = await db.selectFrom('memberships').selectAll().orderBy('id').execute()
  return rows.map((row) => ({
    mailboxId: row.mailbox_id,
    role: row.role,
    accountId: row.account_id,
    groupId: row.group_id,
  }))
}

export async function findRole(db: Db, mailboxId: number, holder: Holder): Promise<Role | null> {
  const row = await db
    .selectFrom('memberships')
    .select('role')
    .where('mailbox_id', '=', mailboxId)
    .where(heldBy(holder))
    .executeTakeFirst()
  return row?.role ?? null
}

/** Replaces the role; null takes it away. */
export async function writeRole(tx: Db, mailboxId: number, holder: Holder, role: Role | null): Promise<void> {
  await tx.deleteFrom('memberships').where('mailbox_id', '=', mailboxId).where(heldBy(holder)).execute()
  if (role === null) return
  await tx
    .insertInto('memberships')
    .values({
      mailbox_id: mailboxId,
      account_id: 'accountId' in holder ? holder.accountId : null,
      group_id: 'groupId' in holder ? holder.groupId : null,
      role,
    })
    .execute()
}

function heldBy(holder: Holder) {
  return (eb: ExpressionBuilder<Database, 'memberships'>) =>
    'accountId' in holder ? eb('account_id', '=', holder.accountId) : eb('group_id', '=', holder.groupId)
}
