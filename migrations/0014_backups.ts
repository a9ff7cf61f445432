import { sql } from 'kysely'
import { idType, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const id = idType(db)
  await db.schema
    .createTable('backups')
    .addColumn('id', id.type, id.options)
    .addColumn('made_by', 'text', required)
    .addColumn('path', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('started_at', 'bigint', required)
    .addColumn('ended_at', 'bigint')
    .addColumn('size', 'bigint')
    .addColumn('checked', 'text')
    .addColumn('problem', 'text')
    .addColumn('detail', 'text')
    .addColumn('removed_at', 'bigint')
    .execute()
  await db.schema
    .createIndex('backups_good')
    .on('backups')
    .columns(['started_at'])
    .where(sql<boolean>`state = 'good'`)
    .execute()
}
