import { sql } from 'kysely'
import type { Db } from './database.ts'
import { engineOf } from './engine.ts'

/** The highest id that each table has ever given, by the table's name. */
export type GivenIds = ReadonlyMap<string, number>

/**
 * Lets every table go on behind ids that were given already, although their rows are not there: a number that stands
 * in a mail must never come to mean something else.
 *
 * @param given what is known to have been given; null: nothing is, and a wide gap is left
 */
export async function passGivenIds(tx: Db, given: GivenIds | null): Promise<void> {
  if (engineOf(tx) === 'postgres') await passInPostgres(tx)
  else await passInSqlite(tx, given)
}

/** More than are given between a backup and the next. */
const WIDE = 100_000

export async function givenIds(db: Db): Promise<GivenIds> {
  const { rows } = await sql<{ name: string; seq: number }>`select name, seq from sqlite_sequence`.execute(db)
  return new Map(rows.map(({ name, seq }) => [name, seq]))
}

async function passInSqlite(tx: Db, given: GivenIds | null): Promise<void> {
  const known = await givenIds(tx)
  const { rows: tables } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and sql like '%autoincrement%'`.execute(tx)
  for (const { name } of tables) {
    const last = known.get(name) ?? 0
    const seq = given === null ? last + WIDE : Math.max(last, given.get(name) ?? 0)
    await sql`delete from sqlite_sequence where name = ${name}`.execute(tx)
    await sql`insert into sqlite_sequence (name, seq) values (${name}, ${seq})`.execute(tx)
  }
}

async function passInPostgres(tx: Db): Promise<void> {
  await sql`
    select setval(pg_get_serial_sequence(quote_ident(table_name), column_name),
                  nextval(pg_get_serial_sequence(quote_ident(table_name), column_name)) + ${sql.lit(WIDE)})
    from information_schema.columns
    where is_identity = 'YES' and table_schema = current_schema()`.execute(tx)
}
