import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Database, Db } from './database.ts'

/**
 * Opens (and creates) an SQLite database.
 *
 * @param path a file, or `:memory:`
 * @throws when the folder cannot be made or the file is no database
 */
export function openSqlite(path: string): Db {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const file = new Sqlite(path)
  file.pragma('journal_mode = WAL')
  // A mail that was taken in must survive a power cut: its cursor says that it need not be fetched again.
  file.pragma('synchronous = FULL')
  file.pragma('foreign_keys = ON')
  file.pragma('busy_timeout = 10000')
  file.pragma('cache_size = -16000')
  return new Kysely<Database>({ dialect: new SqliteDialect({ database: withStatementCache(file) }) })
}

const KEPT_STATEMENTS = 800

/**
 * Kysely prepares each query anew; preparing costs more than most of our queries take.
 * A plain `begin` becomes `begin immediate`, because a transaction that reads first and then writes
 * would otherwise be refused at once (SQLITE_BUSY) while a second process, such as the command line, writes.
 */
function withStatementCache(file: Sqlite.Database) {
  const statements = new Map<string, Sqlite.Statement>()
  return {
    close: () => file.close(),
    prepare(text: string) {
      const query = text === 'begin' ? 'begin immediate' : text
      const known = statements.get(query)
      if (known) return known
      const statement = file.prepare(query)
      if (statements.size >= KEPT_STATEMENTS) {
        const oldest = statements.keys().next().value
        if (oldest !== undefined) statements.delete(oldest)
      }
      // Data definition is run once; `reader` statements that are being iterated must not be shared.
      if (!/^\s*(create|alter|drop|pragma|vacuum)/i.test(query)) statements.set(query, statement)
      return statement
    },
  }
}
