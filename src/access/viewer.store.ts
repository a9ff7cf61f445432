import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Db } from '../db/database.ts'
import { type Role, strongest, type Viewer } from './viewer.ts'

/**
 * Loads the person with their rights as they stand now.
 *
 * @returns null when there is no such account or it is disabled
 */
export async function loadViewer(db: Db, accountId: number): Promise<Viewer | null> {
  return (await loadViewers(db, [accountId])).get(accountId) ?? null
}

/** Loads several people at once, by account id; disabled accounts are left out. */
export async function loadViewers(db: Db, accountIds: readonly number[]): Promise<Map<number, Viewer>> {
  if (accountIds.length === 0) return new Map()
  const accounts = await db
    .selectFrom('accounts')
    .selectAll()
    .where('id', 'in', accountIds)
    .where('disabled_at', 'is', null)
    .execute()
  const groups = await db
    .selectFrom('group_members')
    .selectAll()
    .where('account_id', 'in', accountIds)
    .execute()
  const memberships = await db.selectFrom('memberships').selectAll().execute()

  const viewers = new Map<number, Viewer>()
  for (const account of accounts) {
    const groupIds = new Set(groups.filter((row) => row.account_id === account.id).map((row) => row.group_id))
    const roles = new Map<number, Role>()
    for (const row of memberships) {
      const own = row.account_id === account.id || (row.group_id !== null && groupIds.has(row.group_id))
      if (own) roles.set(row.mailbox_id, strongest(roles.get(row.mailbox_id), row.role))
    }
    viewers.set(account.id, {
      accountId: account.id,
      name: account.name,
      title: account.title,
      email: account.email,
      locale: account.locale,
      timeZone: account.time_zone,
      newestFirst: account.newest_first === 1,
      isAdmin: account.admin_since !== null,
      roles,
      groupIds,
    })
  }
  return viewers
}

/**
 * The condition under which a row of `threads` exists for this viewer: the query's side of `maySeeThread`.
 * Every list, count, search, fragment, file and notification is filtered by it.
 */
export function visibleThreads(viewer: Viewer) {
  return (eb: ExpressionBuilder<Database, 'threads'>): Expression<SqlBool> => {
    if (viewer.isAdmin) return sql<SqlBool>`1 = 1`
    const mailboxIds = [...viewer.roles.keys()]
    return mailboxIds.length === 0 ? sql<SqlBool>`1 = 0` : eb('threads.mailbox_id', 'in', mailboxIds)
  }
}
