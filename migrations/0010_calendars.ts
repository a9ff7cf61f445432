import { refers, refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('calendars')
    .addColumn('mailbox_id', 'bigint', refersAlways('mailboxes.id'))
    .addColumn('definition', 'text', required)
    .addColumn('version', 'bigint', required)
    .addColumn('changed_at', 'bigint', required)
    .addColumn('changed_by', 'bigint', refers('accounts.id'))
    .addPrimaryKeyConstraint('calendars_key', ['mailbox_id'])
    .execute()
}
