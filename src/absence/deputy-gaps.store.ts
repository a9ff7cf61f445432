import { loadViewer } from '../access/viewer.store.ts'
import type { Db } from '../db/database.ts'
import { mayDecide, peopleOn } from '../escalation/around.store.ts'
import { presentRoute } from '../escalation/route.store.ts'

/** Mailboxes, by name, on whose route the absent one stands and where the deputy could not decide. */
export async function deputyGaps(db: Db, accountId: number, deputyId: number): Promise<string[]> {
  const deputy = await loadViewer(db, deputyId)
  const mailboxes = await db
    .selectFrom('mailboxes')
    .select(['id', 'name'])
    .where('retired_at', 'is', null)
    .orderBy('id')
    .execute()
  const gaps: string[] = []
  for (const { id, name } of mailboxes) {
    const present = await presentRoute(db, id)
    if (present && peopleOn(present.route).includes(accountId) && !mayDecide(deputy, id)) gaps.push(name)
  }
  return gaps
}
