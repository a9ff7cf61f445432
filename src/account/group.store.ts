import type { Db } from '../db/database.ts'

/** A department: mentioned together, asked together, given roles together. */
export type Group = { id: number; name: string; reading: string; memberIds: number[] }

export async function allGroups(db: Db): Promise<Group[]> {
  const groups = await db.selectFrom('groups').selectAll().execute()
  const members = await db.selectFrom('group_members').selectAll().orderBy('account_id').execute()
  const byReading = new Intl.Collator('ja')
  return groups
    .map(({ id, name, reading }) => ({
      id,
      name,
      reading,
      memberIds: members.filter((row) => row.group_id === id).map((row) => row.account_id),
    }))
    .sort((a, b) => byReading.compare(a.reading || a.name, b.reading || b.name) || a.id - b.id)
}

export async function findGroup(db: Db, id: number): Promise<Group | null> {
  const row = await db.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  return { id, name: row.name, reading: row.reading, memberIds: await memberIdsOf(db, id) }
}

/** @returns null when the name is taken */
export async function insertGroup(
  tx: Db,
  group: { name: string; reading: string },
  now: number,
): Promise<number | null> {
  const row = await tx
    .insertInto('groups')
    .values({ ...group, created_at: now })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function isGroupName(db: Db, name: string, exceptId: number): Promise<boolean> {
  const row = await db
    .selectFrom('groups')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', exceptId)
    .executeTakeFirst()
  return row !== undefined
}

export async function updateGroup(
  tx: Db,
  id: number,
  group: { name: string; reading: string },
): Promise<void> {
  await tx.updateTable('groups').set(group).where('id', '=', id).execute()
}

export async function memberIdsOf(db: Db, groupId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('group_members')
    .select('account_id')
    .where('group_id', '=', groupId)
    .orderBy('account_id')
    .execute()
  return rows.map((row) => row.account_id)
}

export async function groupIdsOf(db: Db, accountId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('group_members')
    .select('group_id')
    .where('account_id', '=', accountId)
    .orderBy('group_id')
    .execute()
  return rows.map((row) => row.group_id)
}

export async function insertMember(tx: Db, groupId: number, accountId: number): Promise<void> {
  await tx
    .insertInto('group_members')
    .values({ group_id: groupId, account_id: accountId })
    .onConflict((conflict) => conflict.columns(['group_id', 'account_id']).doNothing())
    .execute()
}

export async function deleteMember(tx: Db, groupId: number, accountId: number): Promise<void> {
  await tx
    .deleteFrom('group_members')
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .execute()
}
