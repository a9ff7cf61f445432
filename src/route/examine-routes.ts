import { createHash } from 'node:crypto'
import { fieldTime, makeReader } from '../../views/reader.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { everybodyIn } from '../escalation/around.store.ts'
import { presentRoute } from '../escalation/route.store.ts'
import { problemKey, type RouteProblem } from '../escalation/route-problems.ts'
import { tellPeople } from '../notification/tell-people.ts'
import { problemsOf } from './route-view.ts'

/** What supervisors and administrators are told of a route that could fall silent; it belongs to no thread. */
export const ROUTE_TROUBLE = 'route_trouble'

/** A night's examination is made from this hour on, so that its mail is there when work begins. Ms. */
const NIGHT_ENDS = 4 * 3_600_000

/**
 * Examines every mailbox's route once a night: people leave, lose their role, and go away together with their
 * deputies. Where something is wrong, its supervisors and all administrators are told, once a day for the same
 * problems. A night that was missed is made up for.
 *
 * @param timeZone of the installation, in which nights are counted
 * @param now UTC ms
 * @returns how many routes were examined, and how many people were told
 */
export async function examineRoutes(
  db: Db,
  timeZone: string,
  now: number,
): Promise<{ examined: number; told: number }> {
  const night = nightOf(timeZone, now)
  const due = await db
    .selectFrom('mailboxes')
    .leftJoin('route_checks', 'route_checks.mailbox_id', 'mailboxes.id')
    .select('mailboxes.id')
    .where('mailboxes.retired_at', 'is', null)
    .where((eb) => eb.or([eb('route_checks.night', 'is', null), eb('route_checks.night', '!=', night)]))
    .orderBy('mailboxes.id')
    .execute()
  const counts = { examined: 0, told: 0 }
  for (const { id } of due) {
    counts.told += await examineOne(db, { mailboxId: id, night }, now)
    counts.examined++
  }
  return counts
}

/** The day to which an examination belongs: YYYY-MM-DD. */
function nightOf(timeZone: string, now: number): string {
  const reader = makeReader({ locale: 'en', timeZone, now, newestFirst: true })
  return fieldTime(reader, now - NIGHT_ENDS).slice(0, 10)
}

async function examineOne(
  db: Db,
  { mailboxId, night }: { mailboxId: number; night: string },
  now: number,
): Promise<number> {
  return transact(db, async (tx) => {
    const present = await presentRoute(tx, mailboxId)
    await tx
      .insertInto('route_checks')
      .values({ mailbox_id: mailboxId, night })
      .onConflict((conflict) => conflict.column('mailbox_id').doUpdateSet({ night }))
      .execute()
    if (!present) return 0
    const problems = await problemsOf(tx, { mailboxId, route: present.route }, now)
    if (problems.length === 0) return 0
    // What its author chose knowingly is said once for each version, what came about since, each day.
    const time = problems.every(isChosen) ? `v${present.version}` : night
    return tell(tx, mailboxId, `${ROUTE_TROUBLE}:${mailboxId}:${time}:${fingerprint(problems)}`, now)
  })
}

function isChosen({ what }: RouteProblem): boolean {
  return what === 'nobody_outside' || what === 'channels_too_long' || what === 'no_chat'
}

function fingerprint(problems: readonly RouteProblem[]): string {
  const said = problems.map(problemKey).toSorted().join('\n')
  return createHash('sha256').update(said).digest('hex').slice(0, 16)
}

async function tell(tx: Db, mailboxId: number, cause: string, now: number): Promise<number> {
  return tellPeople(tx, await everybodyIn(tx, mailboxId), { kind: ROUTE_TROUBLE, cause }, now)
}

/** The mailbox that a cause names; null for any other cause. */
export function mailboxOfCause(cause: string): number | null {
  const [, id] = /^route_trouble:(\d{1,15}):/.exec(cause) ?? []
  return id === undefined ? null : Number(id)
}
