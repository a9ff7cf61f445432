import { idType, refers, refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const id = idType(db)
  await db.schema
    .createTable('thread_viewers')
    .addColumn('id', id.type, id.options)
    .addColumn('thread_id', 'bigint', refersAlways('threads.id', 'cascade'))
    .addColumn('account_id', 'bigint', refers('accounts.id', 'cascade'))
    .addColumn('group_id', 'bigint', refers('groups.id', 'cascade'))
    .addColumn('added_by', 'bigint', refers('accounts.id'))
    .addColumn('added_at', 'bigint', required)
    .execute()
  // From the thread: who sees it. From the person or group: which restricted threads are theirs.
  await db.schema
    .createIndex('viewers_of_thread')
    .on('thread_viewers')
    .columns(['thread_id', 'account_id', 'group_id'])
    .execute()
  await db.schema
    .createIndex('threads_of_viewer')
    .on('thread_viewers')
    .columns(['account_id', 'thread_id'])
    .execute()
  await db.schema
    .createIndex('threads_of_viewing_group')
    .on('thread_viewers')
    .columns(['group_id', 'thread_id'])
    .execute()
  await db.schema
    .createTable('thread_visits')
    .addColumn('id', id.type, id.options)
    .addColumn('thread_id', 'bigint', refersAlways('threads.id', 'cascade'))
    .addColumn('account_id', 'bigint', refersAlways('accounts.id', 'cascade'))
    .addColumn('reason', 'text', required)
    .addColumn('began_at', 'bigint', required)
    .addColumn('ends_at', 'bigint', required)
    .execute()
  await db.schema
    .createIndex('visits_of_account')
    .on('thread_visits')
    .columns(['account_id', 'ends_at'])
    .execute()
  await db.schema
    .createTable('waiting_notices')
    .addColumn('id', id.type, id.options)
    .addColumn('account_id', 'bigint', refersAlways('accounts.id', 'cascade'))
    .addColumn('kind', 'text', required)
    .addColumn('thread_id', 'bigint', refersAlways('threads.id', 'cascade'))
    .addColumn('comment_id', 'bigint', refers('comments.id', 'cascade'))
    .addColumn('wait_id', 'bigint', refers('waits.id', 'cascade'))
    .addColumn('actor_id', 'bigint', refers('accounts.id'))
    .addColumn('cause', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addUniqueConstraint('waiting_notices_once', ['account_id', 'cause'])
    .execute()
  await db.schema
    .createIndex('waiting_on_thread')
    .on('waiting_notices')
    .columns(['thread_id', 'account_id'])
    .execute()
}
