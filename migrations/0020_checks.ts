import { counted, refers, refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('mailbox_checks')
    .addColumn('mailbox_id', 'bigint', refersAlways('mailboxes.id'))
    .addColumn('kind', 'text', required)
    .addColumn('off_at', 'bigint')
    .addColumn('off_by', 'bigint', refers('accounts.id'))
    .addColumn('words', 'text', required)
    .addColumn('found', 'bigint', counted(0))
    .addColumn('heeded', 'bigint', counted(0))
    .addPrimaryKeyConstraint('mailbox_checks_key', ['mailbox_id', 'kind'])
    .execute()
  await db.schema
    .createTable('open_findings')
    .addColumn('thread_id', 'bigint', refersAlways('threads.id'))
    .addColumn('account_id', 'bigint', refersAlways('accounts.id'))
    .addColumn('kind', 'text', required)
    .addColumn('what', 'text', required)
    .addColumn('at', 'bigint', required)
    .addPrimaryKeyConstraint('open_findings_key', ['thread_id', 'account_id', 'kind', 'what'])
    .execute()
  // Null: as long as the installation says.
  await db.schema.alterTable('mailboxes').addColumn('send_pause', 'bigint').execute()
}
