import { sql } from 'kysely'
import { counted, idType, refers, refersAlways, required, type Schema } from './columns.ts'

export async function up(db: Schema): Promise<void> {
  const id = idType(db)
  await db.schema
    .createTable('templates')
    .addColumn('id', id.type, id.options)
    .addColumn('mailbox_id', 'bigint', refers('mailboxes.id'))
    .addColumn('account_id', 'bigint', refers('accounts.id'))
    .addColumn('folder', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('body', 'text', required)
    .addColumn('needs_approval', 'bigint', counted(0))
    .addColumn('version', 'bigint', counted(1))
    .addColumn('uses', 'bigint', counted(0))
    .addColumn('used_at', 'bigint')
    .addColumn('changed_by', 'bigint', refersAlways('accounts.id'))
    .addColumn('changed_at', 'bigint', required)
    .addColumn('removed_at', 'bigint')
    .execute()
  await db.schema.createIndex('templates_of_mailbox').on('templates').columns(['mailbox_id']).execute()
  await db.schema.createIndex('templates_of_account').on('templates').columns(['account_id']).execute()
  await db.schema
    .createTable('template_proposals')
    .addColumn('template_id', 'bigint', (column) => refersAlways('templates.id')(column).primaryKey())
    .addColumn('folder', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('body', 'text', required)
    .addColumn('author_id', 'bigint', refersAlways('accounts.id'))
    .addColumn('at', 'bigint', required)
    .execute()
  // What a person puts above the mailbox's own signature.
  await db.schema
    .alterTable('accounts')
    .addColumn('signature', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  // Words for the customer that a supervisor gives with a policy.
  await db.schema
    .alterTable('policies')
    .addColumn('wording', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await db.schema
    .createIndex('policies_with_wording')
    .on('policies')
    .columns(['id'])
    .where(sql<boolean>`wording <> ''`)
    .execute()
}
