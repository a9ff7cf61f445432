import { type SqlBool, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'

/**
 * That a column holds one of these ids. For PostgreSQL one value, whatever their number: reading and planning hundreds
 * of them costs as much as finding the rows.
 *
 * @param column as it stands in the query, such as `messages.id`
 */
export function amongIds(db: Db, column: string, ids: readonly number[]) {
  return engineOf(db) === 'postgres'
    ? sql<SqlBool>`${sql.ref(column)} = any(${ids}::bigint[])`
    : sql<SqlBool>`${sql.ref(column)} in (${sql.join(ids)})`
}
