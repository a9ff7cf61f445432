import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'
import { engineOf } from './engine.ts'

/** Ids for rows that are written later in the same transaction, in rising order. */
export async function reserveIds(tx: Tx, table: keyof Database, count: number): Promise<number[]> {
  if (count === 0) return []
  if (engineOf(tx) === 'postgres') {
    const { rows } = await sql<{ id: number }>`
      select nextval(pg_get_serial_sequence(${table}, 'id')) as id from generate_series(1, ${count})`.execute(
      tx,
    )
    return rows.map(({ id }) => id)
  }
  // Nobody else writes while this transaction is open.
  const { rows } = await sql<{ seq: number }>`
    select seq from sqlite_sequence where name = ${table}`.execute(tx)
  const last = rows[0]?.seq ?? 0
  return Array.from({ length: count }, (_, n) => last + n + 1)
}
