import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'

const db = openSqlite(':memory:')
await migrate(db)
const setting = { key: '007', value: '1.50' }
await db.insertInto('settings').values(setting).execute()

test('what a query compares with, SQLite does not look at while planning', () => {
  const compared = db
    .selectFrom('threads')
    .select('id')
    .where('mailbox_id', '=', 1)
    .where('subject', '=', 'x')
  assert.match(compared.compile().sql, /"mailbox_id" = \(\? \+ 0\) and "subject" = \(\? \|\| ''\)/)
  assert.match(compared.limit(3).compile().sql, /limit \(\? \+ 0\)/)
  const { sql: text } = sql`select 1 where ${5} > 3`.compile(db)
  assert.equal(text, 'select 1 where (? + 0) > 3')
})

test('what is stored is bound as it is', () => {
  assert.match(db.insertInto('settings').values(setting).compile().sql, /values \(\?, \?\)/)
  assert.match(db.updateTable('settings').set({ value: 'x' }).compile().sql, /set "value" = \?/)
})

test('words that look like numbers are found as words', async () => {
  const found = await db.selectFrom('settings').selectAll().where('key', '=', '007').execute()
  assert.deepEqual(found, [setting])
  assert.deepEqual(await db.selectFrom('settings').selectAll().where('key', '=', '7').execute(), [])
})
