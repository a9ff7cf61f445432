import { type Kysely, PostgresAdapter } from 'kysely'

/** Which of the two databases a handle speaks to. */
export type Engine = 'sqlite' | 'postgres'

/** The engine behind a handle; a transaction carries its database's adapter, so either may be asked. */
export function engineOf<T>(db: Kysely<T>): Engine {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}
