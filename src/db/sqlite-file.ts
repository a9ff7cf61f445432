import { closeSync, fsyncSync, openSync, readSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Database, Db } from './database.ts'

/** Opens a file that no server works on, such as a copy. Nothing is made beside it while it is only read. */
export function openSqliteFile(path: string, { readonly }: { readonly: boolean }): Db {
  const file = new Sqlite(path, { readonly, fileMustExist: true })
  if (!readonly) {
    // One file alone, that can be carried away: no write-ahead log belongs to it.
    file.pragma('journal_mode = DELETE')
    file.pragma('synchronous = FULL')
    file.pragma('foreign_keys = ON')
  }
  return new Kysely<Database>({ dialect: new SqliteDialect({ database: file }) })
}

const MAGIC = 'SQLite format 3\0'

/** Whether it begins as SQLite's files do. @throws when it cannot be read */
export function isSqliteFile(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(MAGIC.length)
    return readSync(file, head, 0, head.length, 0) === head.length && head.toString('latin1') === MAGIC
  } finally {
    closeSync(file)
  }
}

/** Waits until a file, or what a folder lists, is on the disk. */
export function pushToDisk(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A database of which nobody else has a connection, kept so until it is released. */
export type HeldAlone = {
  db: Db
  /** Brings what stands in its write-ahead log into the file. */
  fold(): void
  release(): void
}

/**
 * Takes an SQLite database for oneself, and changes nothing in it. While anybody has it open (each connection in WAL
 * mode holds a shared lock) that fails at once.
 *
 * @returns null while another program has it open
 * @throws when it is damaged
 */
export function holdAlone(path: string): HeldAlone | null {
  const file = new Sqlite(path, { fileMustExist: true, timeout: 0 })
  try {
    file.pragma('locking_mode = EXCLUSIVE')
    file.exec('begin exclusive')
    return {
      db: new Kysely<Database>({ dialect: new SqliteDialect({ database: file }) }),
      fold: () => {
        file.exec('rollback')
        file.pragma('journal_mode = DELETE')
      },
      release: () => file.close(),
    }
  } catch (error) {
    file.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
}
