import { sql } from 'kysely'
import { idType, refers, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const id = idType(db)
  await db.schema
    .createTable('events')
    .addColumn('id', id.type, id.options)
    .addColumn('at', 'bigint', required)
    .addColumn('kind', 'text', required)
    .addColumn('mailbox_id', 'bigint', refers('mailboxes.id'))
    .addColumn('thread_id', 'bigint', refers('threads.id'))
    .addColumn('customer_id', 'bigint', refers('customers.id'))
    .addColumn('actor_id', 'bigint', refers('accounts.id'))
    .addColumn('facts', 'text', required)
    .execute()
  await db.schema.createIndex('events_of_thread').on('events').columns(['thread_id', 'id']).execute()
  await db.schema
    .createIndex('events_of_customer')
    .on('events')
    .columns(['customer_id', 'id'])
    .where(sql<boolean>`customer_id is not null`)
    .execute()
}
