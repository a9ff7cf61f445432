import type { Db } from './database.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/**
 * Opens the database that a URL names; nothing is created or migrated yet but the SQLite file.
 *
 * @param url `sqlite:path` (relative to the working folder) or `postgres://…`
 * @throws RangeError for any other kind of URL
 */
export function openDatabase(url: string): Db {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length))
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url)
  throw new RangeError(`unknown kind of database: ${url.split(':')[0]}`)
}
