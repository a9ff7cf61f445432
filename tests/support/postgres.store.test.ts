import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { missing } from './missing.ts'
import { startOwnPostgres, startPostgres } from './postgres.ts'

const options = { skip: missing('postgres') }

test('PostgreSQL answers in UTF-8 and sorts by code point', options, async () => {
  await using postgres = await startPostgres()
  const rows = await ask(
    await postgres.createDatabase(),
    `select 1 as one, '対応方針 🦊' as words, current_setting('server_encoding') as encoding, 'Z' < 'a' as by_code_point`,
  )
  assert.deepEqual(rows, [{ one: 1, words: '対応方針 🦊', encoding: 'UTF8', by_code_point: true }])
})

test('each database is one of its own', options, async () => {
  await using postgres = await startPostgres()
  const [first, second] = await Promise.all([postgres.createDatabase(), postgres.createDatabase()])
  await ask(first, 'create table only_here (id int)')
  await assert.rejects(ask(second, 'select * from only_here'), /does not exist/)
})

test('a server of one’s own is gone after stop', options, async () => {
  const postgres = await startOwnPostgres()
  const url = postgres.url()
  await ask(url, 'select 1')
  await postgres.stop()
  await assert.rejects(ask(url, 'select 1'), { code: 'ECONNREFUSED' })
})

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}
