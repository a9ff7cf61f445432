import type { Db } from '../db/database.ts'

/** Those of the mailboxes that exist. */
export async function mailboxIdsThere(db: Db, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('mailboxes')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Those of the groups that exist. */
export async function groupIdsThere(db: Db, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('groups')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Mailboxes in which roles can be given, by name. */
export async function grantableMailboxes(db: Db): Promise<{ id: number; name: string; address: string }[]> {
  return db
    .selectFrom('mailboxes')
    .select(['id', 'name', 'address'])
    .where('retired_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}
