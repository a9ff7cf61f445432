import type { Db } from '../db/database.ts'
import type { Route } from '../escalation/route.ts'

/** One version of a route, and how many escalations still run by it. Instants UTC ms. */
export type VersionRow = {
  id: number
  version: number
  route: Route
  by: string | null
  at: number
  running: number
}

/** A mailbox's versions, the newest first. */
export async function versionsOf(db: Db, mailboxId: number): Promise<VersionRow[]> {
  const rows = await db
    .selectFrom('escalation_routes')
    .leftJoin('accounts', 'accounts.id', 'escalation_routes.author_id')
    .select(['escalation_routes.id', 'version', 'body', 'accounts.name as by'])
    .select('escalation_routes.created_at as at')
    .where('mailbox_id', '=', mailboxId)
    .orderBy('version', 'desc')
    .execute()
  const running = await runningByRoute(db, mailboxId)
  return rows.map(({ body, ...row }) => ({
    ...row,
    // Written by `setRoute` alone, which has checked it.
    route: JSON.parse(body) as Route,
    running: running.get(row.id) ?? 0,
  }))
}

/** How many escalations of a mailbox are open, by the id of the version with which they run; null: without one. */
export async function runningByRoute(db: Db, mailboxId: number): Promise<Map<number | null, number>> {
  const rows = await db
    .selectFrom('escalations')
    .select(['route_id', (eb) => eb.fn.countAll<number>().as('running')])
    .where('mailbox_id', '=', mailboxId)
    .where('state', 'in', ['waiting', 'accepted'])
    .groupBy('route_id')
    .execute()
  return new Map(rows.map((row) => [row.route_id, Number(row.running)]))
}

/** Those that run by another version than this one, the oldest first. */
export async function runningElsewhere(
  db: Db,
  { mailboxId, routeId }: { mailboxId: number; routeId: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom('escalations')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('state', 'in', ['waiting', 'accepted'])
    .where((eb) => eb.or([eb('route_id', 'is', null), eb('route_id', '!=', routeId)]))
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Who saved a version, and when. */
export async function savedBy(
  db: Db,
  { mailboxId, version }: { mailboxId: number; version: number },
): Promise<{ by: string | null; at: number }> {
  return db
    .selectFrom('escalation_routes')
    .leftJoin('accounts', 'accounts.id', 'escalation_routes.author_id')
    .select(['accounts.name as by', 'escalation_routes.created_at as at'])
    .where('mailbox_id', '=', mailboxId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
}
