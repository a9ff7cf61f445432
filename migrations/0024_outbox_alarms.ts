import { refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  // A mailbox whose replies are stuck, of which administrators have been told; gone when nothing is stuck any more.
  await db.schema
    .createTable('outbox_alarms')
    .addColumn('mailbox_id', 'bigint', (column) => refersAlways('mailboxes.id')(column).primaryKey())
    .addColumn('since', 'bigint', required)
    .execute()
}
