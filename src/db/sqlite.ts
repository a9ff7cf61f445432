import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, type OperationNodeKind, SqliteDialect, SqliteQueryCompiler, type ValueNode } from 'kysely'
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
  return new Kysely<Database>({ dialect: new PlannedOnceDialect({ database: withStatementCache(file) }) })
}

/**
 * SQLite looks at what is bound while it plans: many a join, and each limit, it would plan anew at each call, which
 * takes longer (10 to 70 µs) than most of our queries. What it would have to reckon first it does not look at.
 */
class PlannedOnce extends SqliteQueryCompiler {
  protected override visitValue(node: ValueNode): void {
    const reckoned = node.immediate || !looksAt.has(this.parentNode?.kind ?? '') ? '' : nothing(node.value)
    if (reckoned) this.append('(')
    super.visitValue(node)
    if (reckoned) this.append(`${reckoned})`)
  }
}

/** Where a value is compared or limits, and is not stored. */
const looksAt: ReadonlySet<string> = new Set<OperationNodeKind>([
  'BinaryOperationNode',
  'LimitNode',
  'RawNode',
  'TupleNode',
])

function nothing(value: unknown): string {
  if (typeof value === 'number') return ' + 0'
  return typeof value === 'string' ? " || ''" : ''
}

class PlannedOnceDialect extends SqliteDialect {
  override createQueryCompiler(): SqliteQueryCompiler {
    return new PlannedOnce()
  }
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
      if (known) {
        // What was asked last is let go last.
        statements.delete(query)
        statements.set(query, known)
        return known
      }
      const statement = file.prepare(query)
      if (statements.size >= KEPT_STATEMENTS) {
        const longestUnasked = statements.keys().next().value
        if (longestUnasked !== undefined) statements.delete(longestUnasked)
      }
      // Data definition is run once; `reader` statements that are being iterated must not be shared.
      if (!/^\s*(create|alter|drop|pragma|vacuum)/i.test(query)) statements.set(query, statement)
      return statement
    },
  }
}
