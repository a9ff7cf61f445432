import type { Db, Row } from '../db/database.ts'
import type { Route } from './route.ts'

export type RouteVersion = { id: number; version: number; route: Route }

/** Before anybody made a route: no levels, so that every supervisor and administrator is called at once. */
export const noRoute: Route = {
  ladder: [],
  outside: null,
  urgentIgnoresHours: true,
  repeatMinutes: 30,
  remindMinutes: 60,
}

/** What holds for an escalation that is raised now; null while the mailbox has no route. */
export async function presentRoute(db: Db, mailboxId: number): Promise<RouteVersion | null> {
  const row = await db
    .selectFrom('escalation_routes')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? versionOf(row) : null
}

export async function routeById(db: Db, id: number | null): Promise<Route> {
  if (id === null) return noRoute
  const row = await db.selectFrom('escalation_routes').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? versionOf(row).route : noRoute
}

function versionOf(row: Row<'escalation_routes'>): RouteVersion {
  // Written by `setRoute` alone, which has checked it.
  return { id: row.id, version: row.version, route: JSON.parse(row.body) as Route }
}
