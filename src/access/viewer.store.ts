import { type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Db, Row } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import { type Rights, type Role, strongest, type Viewer } from './viewer.ts'

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
  return viewersFor(db, accounts)
}

/** The same for accounts that have been read already: with their rights, in one query. */
export async function viewersFor(db: Db, accounts: readonly Row<'accounts'>[]): Promise<Map<number, Viewer>> {
  const viewers = new Map<number, Viewer>()
  if (accounts.length === 0) return viewers
  const rights = await rolesAndGroups(db, { accountIds: accounts.map((account) => account.id) })
  for (const account of accounts) {
    const groupIds = new Set<number>()
    const roles = new Map<number, Role>()
    for (const { account_id, group_id, mailbox_id, role } of rights) {
      if (account_id !== account.id) continue
      if (group_id !== null) groupIds.add(group_id)
      if (mailbox_id !== null && role !== null) roles.set(mailbox_id, strongest(roles.get(mailbox_id), role))
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
      visits: new Set(),
    })
  }
  return viewers
}

type Right = { account_id: number; group_id: number | null; mailbox_id: number | null; role: Role | null }

/** Each role of these people, own or by a group, and each group that they are in. */
const rolesAndGroups = kept((db, { accountIds }: { accountIds: readonly number[] }) => {
  const byGroup = db
    .selectFrom('group_members')
    .leftJoin('memberships', 'memberships.group_id', 'group_members.group_id')
    .select(['group_members.account_id', 'group_members.group_id', 'mailbox_id', 'role'])
    .where('group_members.account_id', 'in', accountIds)
    .$castTo<Right>()
  const own = db
    .selectFrom('memberships')
    .select(['account_id', 'group_id', 'mailbox_id', 'role'])
    .where('account_id', 'in', accountIds)
    .$castTo<Right>()
  return byGroup.unionAll(own)
})

/**
 * The condition under which a row of `threads` is there for this viewer in lists, counts, searches and
 * notifications: a mailbox in sight, and no restriction that leaves them out. An administrator's visit to a
 * restricted thread puts it in no list.
 *
 * The restriction is looked up for restricted threads only, so that a list stays one walk along its index.
 */
export function visibleThreads(viewer: Rights) {
  return (eb: ExpressionBuilder<Database, 'threads'>): Expression<SqlBool> =>
    eb.and([
      inMailboxes(viewer),
      eb.or([sql<SqlBool>`threads.restricted_at is null`, namedOn(viewer, sql`threads.id`)]),
    ])
}

/** The same for one thread that is asked for by its number: `maySeeThread` as a query's condition. */
export function reachableThreads(viewer: Rights) {
  return (eb: ExpressionBuilder<Database, 'threads'>): Expression<SqlBool> =>
    viewer.visits.size === 0
      ? visibleThreads(viewer)(eb)
      : eb.or([
          visibleThreads(viewer)(eb),
          eb.and([inMailboxes(viewer), eb('threads.id', 'in', [...viewer.visits])]),
        ])
}

/**
 * Said the other way round, which makes it a condition and never a way for SQLite: it would walk a whole mailbox
 * along its index, and ask of each thread whether it is one of the few that were wanted.
 */
function inMailboxes(viewer: Rights): RawBuilder<SqlBool> {
  if (viewer.isAdmin) return sql<SqlBool>`1 = 1`
  const mailboxIds = [...viewer.roles.keys()]
  return mailboxIds.length === 0
    ? sql<SqlBool>`1 = 0`
    : sql<SqlBool>`not (threads.mailbox_id not in (${sql.join(mailboxIds)}))`
}

/**
 * Whether the restriction of a thread names this viewer or a group of theirs, in SQL's own words.
 *
 * @param threadId the column with the thread's id
 */
export function namedOn(viewer: Rights, threadId: RawBuilder<unknown>): RawBuilder<SqlBool> {
  const groups = [0, ...viewer.groupIds]
  // Not `exists`: PostgreSQL would first gather all that this viewer was ever named on, for a page of thirty.
  return sql<SqlBool>`(select 1 from thread_viewers where thread_viewers.thread_id = ${threadId} and (thread_viewers.account_id = ${viewer.accountId} or thread_viewers.group_id in (${sql.join(groups)})) limit 1) = 1`
}
