import { idType, refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const id = idType(db)
  await db.schema
    .createTable('changes')
    .addColumn('id', id.type, id.options)
    .addColumn('account_id', 'bigint', refersAlways('accounts.id', 'cascade'))
    .addColumn('at', 'bigint', required)
    .addColumn('kind', 'text', required)
    .addColumn('value', 'text', required)
    .addColumn('undone_at', 'bigint')
    .execute()
  await db.schema.createIndex('changes_of_account').on('changes').columns(['account_id', 'id']).execute()
  await db.schema.createIndex('changes_by_age').on('changes').columns(['at']).execute()
  await db.schema
    .createTable('changed_threads')
    .addColumn('change_id', 'bigint', refersAlways('changes.id', 'cascade'))
    .addColumn('thread_id', 'bigint', required)
    .addColumn('before', 'text')
    .addColumn('event_id', 'bigint', required)
    .addColumn('refused', 'text')
    .addColumn('kept', 'text')
    .addPrimaryKeyConstraint('changed_threads_key', ['change_id', 'thread_id'])
    .execute()
}
