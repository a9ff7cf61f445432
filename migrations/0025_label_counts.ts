import { sql } from 'kysely'
import { refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  await db.schema
    .createTable('label_counts')
    .addColumn('mailbox_id', 'bigint', refersAlways('mailboxes.id'))
    .addColumn('folder', 'text', required)
    .addColumn('status', 'text', required)
    .addColumn('label_id', 'bigint', refersAlways('labels.id', 'cascade'))
    .addColumn('n', 'bigint', required)
    .addPrimaryKeyConstraint('label_counts_key', ['mailbox_id', 'folder', 'status', 'label_id'])
    .execute()
  await sql`insert into label_counts (mailbox_id, folder, status, label_id, n)
    select threads.mailbox_id, threads.folder, threads.status, label_id, count(*)
    from thread_labels join threads on threads.id = thread_id where restricted_at is null
    group by threads.mailbox_id, threads.folder, threads.status, label_id`.execute(db)
}
