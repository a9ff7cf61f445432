import { sql } from 'kysely'
import { engineOf } from '../src/db/engine.ts'
import { refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const isPostgres = engineOf(db) === 'postgres'
  await db.schema
    .createTable('search_entries')
    .addColumn('id', isPostgres ? 'bigint' : 'integer', (column) => column.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('ref_id', 'bigint', required)
    .addColumn('thread_id', 'bigint', refersAlways('threads.id'))
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
      subject, sender, recipients, body, starts, facts,
      content = '', contentless_delete = 1, tokenize = 'ascii'
    )`.execute(db)
}

async function vectors(db: Schema): Promise<void> {
  await db.schema
    .createTable('search_vectors')
    .addColumn('entry_id', 'bigint', refersAlways('search_entries.id', 'cascade'))
    .addColumn('part', 'smallint', required)
    .addColumn('words', sql`tsvector`, required)
    .addPrimaryKeyConstraint('search_vectors_key', ['entry_id', 'part'])
    .execute()
  // Packing makes them hardly smaller, and each hit would have to be unpacked.
  await sql`alter table search_vectors alter column words set storage external`.execute(db)
  await sql`create index search_vectors_words on search_vectors using gin (words)`.execute(db)
}
