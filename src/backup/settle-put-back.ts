import { sql } from 'kysely'
import type { Config } from '../../config/config.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { fullTime, makeReader } from '../../views/reader.ts'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { noteOutside } from './backup.store.ts'
import { copyTakenAt } from './marker.store.ts'
import { type SettledCounts, settleRestored } from './settle-restored.ts'
import { lastHappened } from './take-over.store.ts'

type Spoken = Pick<Config, 'language' | 'timeZone'>

const KEY = 'database:outbox'

/**
 * Notices at the start that this database is a copy that somebody put to work by hand: hoshin's own backups say so of
 * themselves, and tables that pg_restore has made are others than those that hoshin last worked with.
 *
 * @returns what was settled, or null for a database that only goes on
 */
export async function settleIfPutBack(db: Db, spoken: Spoken, now: number): Promise<SettledCounts | null> {
  return transact(db, async (tx) => {
    const takenAt = await copyTakenAt(tx)
    const isOther = engineOf(tx) === 'postgres' && (await isOtherTable(tx))
    return takenAt === null && !isOther ? null : settleInPlace(tx, spoken, now)
  })
}

/** Does what must be done after a restore to a database that stands in its place already. */
export async function settleInPlace(
  db: Db,
  spoken: Spoken,
  now: number,
): Promise<SettledCounts & { takenAt: number }> {
  return transact(db, async (tx) => {
    const takenAt = (await copyTakenAt(tx)) ?? (await lastHappened(tx)) ?? now
    if (engineOf(tx) === 'postgres') {
      await isOtherTable(tx)
      // A dump cannot hold the note of itself, and it was good enough to be restored.
      await noteOutside(tx, 'pg_restore', null, takenAt)
    }
    const counts = await settleRestored(
      tx,
      { takenAt, aliveUntil: now, given: null },
      notMailed(spoken, takenAt, now),
      now,
    )
    return { ...counts, takenAt }
  })
}

/** Why a mail to a person was stopped, in the language of the configuration. */
export function notMailed({ language, timeZone }: Spoken, takenAt: number, now: number): string {
  const reader = makeReader({ locale: language, timeZone, now, newestFirst: true })
  return translatorFor(language)('backup.not_mailed', { time: fullTime(reader, takenAt) })
}

/**
 * Whether the outbox is another table than the one that hoshin last worked with, of which it keeps the number. At
 * the first start there is none to compare with.
 */
async function isOtherTable(tx: Db): Promise<boolean> {
  const known = await tx
    .selectFrom('settings')
    .select('value')
    .where('key', '=', KEY)
    .forUpdate()
    .executeTakeFirst()
  const { rows } = await sql<{ oid: string }>`select 'outbox'::regclass::oid::text as oid`.execute(tx)
  const value = rows[0]?.oid ?? ''
  await tx
    .insertInto('settings')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
  return known !== undefined && known.value !== value
}
