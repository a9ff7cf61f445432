import type { Db } from '../db/database.ts'
import { type AcceptanceLink, writtenAt } from './acceptance-link.ts'

/** Whether its addressee has accepted or declined since the link was written: it is good for one of both, once. */
export async function isSpent(db: Db, link: AcceptanceLink): Promise<boolean> {
  const step = await db
    .selectFrom('escalation_steps')
    .select('seq')
    .where('escalation_id', '=', link.escalationId)
    .where('actor_id', '=', link.accountId)
    .where('action', 'in', ['accepted', 'declined'])
    .where('at', '>=', writtenAt(link))
    .limit(1)
    .executeTakeFirst()
  return step !== undefined
}
