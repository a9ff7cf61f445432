import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../migrations/index.ts'
import type { Db } from './database.ts'

/** The database was made by a newer hoshin; this one must not touch it. */
export class NewerDatabase extends Error {
  constructor(readonly unknown: string[]) {
    super(`the database was made by a newer hoshin (it has ${unknown.join(', ')}); install that version`)
  }
}

/**
 * Brings the database to this version, under a lock: of several processes that start at once, one
 * migrates and the others wait.
 *
 * @returns the names of the migrations that ran now
 * @throws NewerDatabase, before anything is written
 */
export async function migrate(db: Db): Promise<string[]> {
  const newer = (await executed(db)).filter((name) => !(name in migrations))
  if (newer.length > 0) throw new NewerDatabase(newer)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}

async function executed(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map((row) => row.name)
}
