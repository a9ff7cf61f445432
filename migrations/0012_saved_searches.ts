import { counted, idType, refers, refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const id = idType(db)
  await db.schema
    .createTable('saved_searches')
    .addColumn('id', id.type, id.options)
    .addColumn('name', 'text', required)
    .addColumn('query', 'text', required)
    .addColumn('sorting', 'text', required)
    .addColumn('owner_id', 'bigint', refersAlways('accounts.id'))
    .addColumn('mailbox_id', 'bigint', refers('mailboxes.id'))
    .addColumn('version', 'bigint', counted(1))
    .addColumn('created_at', 'bigint', required)
    .addColumn('changed_at', 'bigint', required)
    .execute()
  await db.schema.createIndex('saved_searches_of').on('saved_searches').columns(['owner_id']).execute()
  await db.schema.createIndex('saved_searches_shared').on('saved_searches').columns(['mailbox_id']).execute()
}
