import { sql } from 'kysely'
import { idType, refers, refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const id = idType(db)
  await db.schema
    .createTable('labels')
    .addColumn('id', id.type, id.options)
    .addColumn('kind', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('name_key', 'text', required)
    .addColumn('colour', 'text', required)
    .addColumn('mailbox_id', 'bigint', refers('mailboxes.id'))
    .addColumn('created_by', 'bigint', refers('accounts.id'))
    .addColumn('created_at', 'bigint', required)
    .execute()
  await db.schema
    .createIndex('labels_by_name')
    .on('labels')
    .expression(sql`coalesce(mailbox_id, 0), name_key`)
    .unique()
    .execute()
  await db.schema
    .createTable('thread_labels')
    .addColumn('thread_id', 'bigint', refersAlways('threads.id'))
    .addColumn('label_id', 'bigint', refersAlways('labels.id', 'cascade'))
    .addColumn('mailbox_id', 'bigint', refersAlways('mailboxes.id'))
    .addColumn('folder', 'text', required)
    .addColumn('status', 'text', required)
    .addColumn('last_at', 'bigint', required)
    .addColumn('added_by', 'bigint', refers('accounts.id'))
    .addColumn('added_at', 'bigint', required)
    .addPrimaryKeyConstraint('thread_labels_key', ['thread_id', 'label_id'])
    .execute()
  // All that a list is put in order by, so that one page of a label is one walk however often it was used.
  await db.schema
    .createIndex('threads_of_label')
    .on('thread_labels')
    .columns(['label_id', 'mailbox_id', 'folder', 'status', 'last_at', 'thread_id'])
    .execute()
  await db.schema
    .createTable('customer_labels')
    .addColumn('customer_id', 'bigint', refersAlways('customers.id'))
    .addColumn('label_id', 'bigint', refersAlways('labels.id', 'cascade'))
    .addColumn('added_by', 'bigint', refers('accounts.id'))
    .addColumn('added_at', 'bigint', required)
    .addPrimaryKeyConstraint('customer_labels_key', ['customer_id', 'label_id'])
    .execute()
  await db.schema
    .createIndex('customers_of_label')
    .on('customer_labels')
    .columns(['label_id', 'customer_id'])
    .execute()
}
