import type { Db } from '../db/database.ts'

/** The restricted threads that an administrator has opened with a reason and may still read. @param now UTC ms */
export async function openVisits(db: Db, accountId: number, now: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('thread_visits')
    .select('thread_id')
    .where('account_id', '=', accountId)
    .where('ends_at', '>', now)
    .execute()
  return new Set(rows.map((row) => row.thread_id))
}
