import { sql } from 'kysely'
import { idType, refers, refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const id = idType(db)
  // What colleagues answered to notifications by mail, and what became of each.
  await db.schema
    .createTable('mail_answers')
    .addColumn('id', id.type, id.options)
    .addColumn('mailbox_id', 'bigint', refersAlways('mailboxes.id'))
    .addColumn('thread_id', 'bigint', refers('threads.id'))
    .addColumn('account_id', 'bigint', refers('accounts.id'))
    .addColumn('from_name', 'text', required)
    .addColumn('from_address', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('text', 'text', required)
    .addColumn('outcome', 'text', required)
    .addColumn('why', 'text')
    .addColumn('comment_id', 'bigint', refers('comments.id'))
    .addColumn('raw_blob_id', 'bigint', refersAlways('blobs.id'))
    .addColumn('raw_sha256', 'text', required)
    .addColumn('received_at', 'bigint', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('settled_by', 'bigint', refers('accounts.id'))
    .addColumn('settled_at', 'bigint')
    .addUniqueConstraint('mail_answers_once', ['mailbox_id', 'raw_sha256'])
    .execute()
  await db.schema
    .createIndex('mail_answers_held')
    .on('mail_answers')
    .columns(['mailbox_id', 'id'])
    .where(sql<boolean>`outcome = 'held'`)
    .execute()
  await db.schema
    .alterTable('comments')
    .addColumn('by_mail', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
}
