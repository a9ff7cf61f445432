import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sql } from 'kysely'
import type { Db } from '../../src/db/database.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((name, open) => {
  it('a query that is asked again and again is answered by the values of each time', async () => {
    const db = await open()
    await db
      .insertInto('settings')
      .values([
        { key: 'one', value: '1' },
        { key: 'two', value: '2' },
      ])
      .execute()
    for (let round = 0; round < 5; round++) {
      for (const [key, value] of [
        ['one', '1'],
        ['two', '2'],
        ['three', undefined],
      ] as const) {
        const found = await db
          .selectFrom('settings')
          .select('value')
          .where('key', '=', key)
          .executeTakeFirst()
        assert.equal(found?.value, value)
      }
    }
  })

  if (name !== 'postgres') return

  it('the server plans once what is asked often, and keeps nothing of what is not', async () => {
    const db = await open()
    await db.connection().execute(async (one) => {
      const ask = () => one.selectFrom('settings').select('value').where('key', '=', 'x').execute()
      await ask()
      assert.deepEqual(await kept(one), [])
      for (let round = 0; round < 4; round++) await ask()
      assert.deepEqual(await kept(one), ['select "value" from "settings" where "key" = $1'])
    })
  })
})

async function kept(one: Db): Promise<string[]> {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(one)
  return rows.map(({ statement }) => statement)
}
