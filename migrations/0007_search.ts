import { sql } from 'kysely'
import { engineOf } from '../src/db/engine.ts'
import { idType, required, type Schema } from './columns.ts'

/**
 * Nothing here refers to other tables: the index is made from them and can be made again, and a check of each of its
 * rows would cost as much as writing it.
 */
export async function up(db: Schema): Promise<void> {
  const isPostgres = engineOf(db) === 'postgres'
  const id = idType(db)
  await db.schema
    .createTable('search_due')
    .addColumn('id', id.type, id.options)
    .addColumn('kind', 'text', required)
    .addColumn('ref_id', 'bigint', required)
    .execute()
  await db.schema
    .createTable('search_entries')
    .addColumn('id', isPostgres ? 'bigint' : 'integer', (column) => column.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('ref_id', 'bigint', required)
    .addColumn('thread_id', 'bigint', required)
    .addUniqueConstraint('search_entries_of', ['kind', 'ref_id'])
    .execute()
  await db.schema
    .createIndex('search_entries_of_thread')
    .on('search_entries')
    .columns(['thread_id', 'id'])
    .execute()
  if (isPostgres) await vectors(db)
  // The text is cut already. `ascii` leaves every other letter as it is; unicode61 would cut at those it is too old to know.
  else
    await sql`create virtual table search_words using fts5 (
      words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
    )`.execute(db)
}

async function vectors(db: Schema): Promise<void> {
  await db.schema
    .createTable('search_vectors')
    .addColumn('entry_id', 'bigint', (column) => column.primaryKey())
    .addColumn('words', sql`tsvector`, required)
    .execute()
  // Out of the row, so that what the index points at stays close together; packing makes them hardly smaller.
  await sql`alter table search_vectors set (toast_tuple_target = 128)`.execute(db)
  await sql`alter table search_vectors alter column words set storage external`.execute(db)
  // Without statistics every word counts as rare, and the plan is always the same: through the index.
  await sql`alter table search_vectors alter column words set statistics 0`.execute(db)
  await sql`create index search_vectors_words on search_vectors using gin (words)`.execute(db)
}
