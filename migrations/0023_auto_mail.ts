import { idType, refers, refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const id = idType(db)
  // One address that a mail of ours did not reach, and the report that said so.
  await db.schema
    .createTable('bounces')
    .addColumn('id', id.type, id.options)
    .addColumn('report_id', 'bigint', refersAlways('messages.id'))
    .addColumn('message_id', 'bigint', refers('messages.id'))
    .addColumn('address', 'text', required)
    .addColumn('reason', 'text', required)
    .addColumn('status', 'text')
    .addColumn('words', 'text', required)
    .addColumn('delayed', 'bigint', required)
    .addColumn('at', 'bigint', required)
    .execute()
  await db.schema.createIndex('bounces_of_message').on('bounces').columns(['message_id']).execute()
  await db.schema.createIndex('bounces_of_report').on('bounces').columns(['report_id']).execute()
  await db.schema.alterTable('messages').addColumn('bounced', 'text').execute()
  await db.schema
    .alterTable('outbox')
    .addColumn('purpose', 'text', (column) => column.notNull().defaultTo('reply'))
    .execute()
  await db.schema.alterTable('waits').addColumn('message_id', 'bigint', refers('messages.id')).execute()
  // When the last few automatic mails went to an address, as a JSON array of instants.
  await db.schema
    .createTable('auto_mail_counts')
    .addColumn('address', 'text', (column) => column.primaryKey())
    .addColumn('times', 'text', required)
    .execute()
  await db.schema
    .createTable('acknowledgements')
    .addColumn('mailbox_id', 'bigint', (column) => refersAlways('mailboxes.id')(column).primaryKey())
    .addColumn('enabled_at', 'bigint')
    .addColumn('text_ja', 'text', required)
    .addColumn('text_en', 'text', required)
    .addColumn('changed_by', 'bigint', refersAlways('accounts.id'))
    .addColumn('changed_at', 'bigint', required)
    .execute()
  await db.schema
    .createTable('acknowledgement_due')
    .addColumn('message_id', 'bigint', (column) => refersAlways('messages.id')(column).primaryKey())
    .addColumn('due_at', 'bigint', required)
    .execute()
}
