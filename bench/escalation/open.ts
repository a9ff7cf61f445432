import type { Db, NewRow } from '../../src/db/database.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import type { Route } from '../../src/escalation/route.ts'

const MINUTE = 60_000
const AT_ONCE = 500

/** Two levels with a primary and a backup each, every hour of the day. */
export function benchRoute(people: readonly number[]): Route {
  const rung = (level: number, primaryId: number, backupId: number) => ({
    level,
    title: `L${level}`,
    primaryId,
    backupId,
    minutesToAccept: 30,
    minutesToDecide: 60,
    calls: [],
  })
  const [a = 1, b = 2, c = 3, d = 4] = people
  return {
    ladder: [rung(2, a, b), rung(3, c, d)],
    outside: null,
    urgentIgnoresHours: true,
    repeatMinutes: 30,
    remindMinutes: 30,
  }
}

/**
 * Opens an escalation on each of these threads, waiting for its primary.
 *
 * @param dueAt when the n-th of them is due for its next step, UTC ms
 */
export async function openEscalations(
  db: Db,
  {
    threadIds,
    mailboxId,
    route,
    people,
  }: {
    threadIds: readonly number[]
    mailboxId: number
    route: Route
    people: readonly number[]
  },
  dueAt: (n: number) => number,
): Promise<void> {
  const [holder = 1] = people
  const { id: routeId } = await db
    .insertInto('escalation_routes')
    .values({
      mailbox_id: mailboxId,
      version: 1,
      body: JSON.stringify(route),
      author_id: null,
      created_at: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const report = JSON.stringify({ ...emptyReport(), wanted: '代替機を先に送ってよいか' })
  const rows = threadIds.map(
    (threadId, n): NewRow<'escalations'> => ({
      thread_id: threadId,
      mailbox_id: mailboxId,
      route_id: routeId,
      kind: 'instruction',
      state: 'waiting',
      level: 2,
      stage: 'primary',
      holder_id: holder,
      stage_at: dueAt(n) - 30 * MINUTE,
      calls: 1,
      urgent: 1,
      next_at: dueAt(n),
      seq: 1,
      urgency: 3,
      expertise: 1,
      impact: 1,
      suggested_level: 2,
      level_reason: '',
      report,
      raised_by: holder,
      raised_at: dueAt(n) - 30 * MINUTE,
    }),
  )
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    await db
      .insertInto('escalations')
      .values(rows.slice(at, at + AT_ONCE))
      .execute()
  }
}
