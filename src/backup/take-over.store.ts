import { sql } from 'kysely'
import { migrations } from '../../migrations/index.ts'
import type { Db } from '../db/database.ts'
import { type GivenIds, givenIds } from '../db/given-ids.ts'
import { readSetting } from '../settings/settings.store.ts'
import { BackupRefused } from './backup.ts'

/** @throws BackupRefused when a database is not hoshin's, or a newer one's */
export async function examineOrigin(db: Db, file: string): Promise<void> {
  const { rows: tables } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table'`.execute(db)
  const names = new Set(tables.map(({ name }) => name))
  if (!['kysely_migration', 'settings', 'outbox', 'threads'].every((name) => names.has(name))) {
    throw new BackupRefused('not-hoshin', file)
  }
  const { rows: ran } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    db,
  )
  const unknown = ran.map(({ name }) => name).filter((name) => !(name in migrations))
  if (unknown.length > 0) throw new BackupRefused('newer', unknown.join(', '))
}

/** When the last thing happened in a database, UTC ms; null where nothing ever did. */
export async function lastHappened(db: Db): Promise<number | null> {
  const last = await db.selectFrom('events').select('at').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return last?.at ?? null
}

/** What the database that is to be replaced knows of the time since the backup. */
export type Predecessor = { given: GivenIds; aliveUntil: number | null }

/**
 * What happened since a backup, as the database that it replaces tells: the ids that were given, and until when it
 * was at work.
 *
 * @returns null where it tells nothing, being damaged, or not the one that the backup was taken of
 */
export async function predecessorOf(copy: Db, present: Db): Promise<Predecessor | null> {
  try {
    const secret = await readSetting(present, 'secret:message-id')
    if (secret === null || secret !== (await readSetting(copy, 'secret:message-id'))) return null
    const [given, before] = [await givenIds(present), await givenIds(copy)]
    const goesOn = [...before].every(([table, id]) => (given.get(table) ?? 0) >= id)
    return goesOn ? { given, aliveUntil: await lastHappened(present) } : null
  } catch {
    return null
  }
}
