import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { sql } from 'kysely'
import { migrations } from '../../migrations/index.ts'
import type { Db } from './database.ts'
import { migrate, NewerDatabase } from './migrate.ts'
import { openDatabase } from './open.ts'
import { DatabaseUnusable, databaseProblem, shownDatabase } from './problem.ts'

/** An open database at this version, and the migrations that ran to bring it there. */
export type ReadyDatabase = { db: Db; migrated: string[] }

/**
 * Opens the database for working with it: made where it is missing, and brought to this version.
 *
 * @throws DatabaseUnusable when it cannot be reached, is no database, or was made by a newer hoshin
 */
export async function openReady(url: string): Promise<ReadyDatabase> {
  return withDatabase(url, async (db) => ({ db, migrated: await migrate(db) }))
}

/**
 * Opens a database that is there and at this version, only to read it: nothing is made or migrated, so that
 * a command started in the wrong folder does not answer out of an empty database it has just made.
 *
 * @throws DatabaseUnusable as openReady, and when it is missing or older
 */
export async function openToRead(url: string): Promise<Db> {
  const path = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null
  if (path !== null && !existsSync(path)) {
    throw new DatabaseUnusable(`There is no database ${path} (looked for at ${resolve(path)}).`)
  }
  return withDatabase(url, async (db) => {
    if ((await standingOf(db)) !== 'ready') {
      const name = shownDatabase(url)
      throw new DatabaseUnusable(
        `The database ${name} is older than this hoshin: run \`hoshin migrate\` first.`,
      )
    }
    return db
  })
}

/** `missing`: there is none yet, or nothing in it; it is made at the first start. */
export type DatabaseStanding = 'ready' | 'older' | 'missing'

/**
 * Looks whether the database can be used, and makes nothing.
 *
 * @throws DatabaseUnusable as openReady
 */
export async function examineDatabase(url: string): Promise<DatabaseStanding> {
  const path = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null
  if (path !== null && !existsSync(path)) {
    try {
      // The dot lets a file there be told from a folder.
      accessSync(`${nearestFolder(path)}/.`, constants.W_OK)
    } catch (error) {
      throw inWords(error, url)
    }
    return 'missing'
  }
  return withDatabase(url, async (db) => {
    const standing = await standingOf(db)
    await db.destroy()
    return standing
  })
}

/** Of the folders in which a file is to lie, the innermost that is there. */
function nearestFolder(path: string): string {
  const folder = dirname(resolve(path))
  return existsSync(folder) ? folder : nearestFolder(folder)
}

async function standingOf(db: Db): Promise<DatabaseStanding> {
  const ran = await ranMigrations(db)
  const newer = ran.filter((name) => !(name in migrations))
  if (newer.length > 0) throw new NewerDatabase(newer)
  if (ran.length === 0) return 'missing'
  return Object.keys(migrations).some((name) => !ran.includes(name)) ? 'older' : 'ready'
}

/** Opens and prepares; whatever goes wrong closes it again and is said in words. */
async function withDatabase<T>(url: string, prepare: (db: Db) => Promise<T>): Promise<T> {
  let db: Db | undefined
  try {
    db = openDatabase(url)
    return await prepare(db)
  } catch (error) {
    await db?.destroy().catch(() => {})
    throw inWords(error, url)
  }
}

function inWords(error: unknown, url: string): unknown {
  if (error instanceof NewerDatabase) {
    const words = error.message.replace(/^the database/, `The database ${shownDatabase(url)}`)
    return new DatabaseUnusable(`${words}.`, { cause: error })
  }
  const problem = databaseProblem(error, url)
  return problem === null ? error : new DatabaseUnusable(problem, { cause: error })
}

async function ranMigrations(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return rows.map((row) => row.name)
}
