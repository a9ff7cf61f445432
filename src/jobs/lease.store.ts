import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** ms. Longer than any lease. */
const LONGEST = 24 * 60 * 60_000

/**
 * Takes or prolongs a lease, so that of several processes one does the work.
 *
 * @param until UTC ms; after it anybody may take the lease, even if its holder never gave it back
 * @returns whether it is now this holder's
 */
export async function takeLease(
  db: Db,
  lease: { name: string; holder: string; until: number },
  now: number,
): Promise<boolean> {
  const row = await db
    .insertInto('leases')
    .values(lease)
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ holder: lease.holder, until: lease.until })
        .where((where) =>
          where.or([
            where('leases.until', '<=', now),
            where('leases.holder', '=', lease.holder),
            // Nobody takes one for so long: the clock stood wrong when it was taken.
            where('leases.until', '>', now + LONGEST),
          ]),
        ),
    )
    .returning(sql<number>`1`.as('taken'))
    .executeTakeFirst()
  return row !== undefined
}

export async function giveLeaseBack(db: Db, name: string, holder: string): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()
}

/** Forgets leases that nobody has held for long. @param before UTC ms */
export async function deleteEndedLeases(db: Db, before: number): Promise<void> {
  await db.deleteFrom('leases').where('until', '<', before).execute()
}
