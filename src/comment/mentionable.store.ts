import type { Db } from '../db/database.ts'
import { type Mentionable, withHandles } from './mention.ts'

/** Everybody who can be mentioned anywhere; whether they see the thread is decided when they are. */
export async function mentionablePeople(db: Db): Promise<Mentionable[]> {
  const accounts = await db
    .selectFrom('accounts')
    .select(['id', 'name', 'email'])
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .execute()
  const groups = await db.selectFrom('groups').select(['id', 'name']).orderBy('id').execute()
  return withHandles([
    ...accounts.map((account) => ({ kind: 'account' as const, ...account })),
    ...groups.map((group) => ({ kind: 'group' as const, id: group.id, name: group.name, email: null })),
  ])
}

/** The accounts behind mentions: a group stands for its members who still work here. */
export async function accountsBehind(db: Db, mentions: readonly Mentionable[]): Promise<number[]> {
  const groupIds = mentions.filter((who) => who.kind === 'group').map((who) => who.id)
  const members =
    groupIds.length === 0
      ? []
      : await db
          .selectFrom('group_members')
          .innerJoin('accounts', 'accounts.id', 'group_members.account_id')
          .select('group_members.account_id')
          .where('group_members.group_id', 'in', groupIds)
          .where('accounts.disabled_at', 'is', null)
          .execute()
  return [
    ...new Set([
      ...mentions.filter((who) => who.kind === 'account').map((who) => who.id),
      ...members.map((row) => row.account_id),
    ]),
  ]
}
