import { createHash } from 'node:crypto'
import { after, before, describe } from 'node:test'
import pg from 'pg'
import { migrations } from '../../migrations/index.ts'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { missing } from './missing.ts'
import { type Postgres, startPostgres } from './postgres.ts'

/** A new database with today's tables and nothing in them. It is closed when the suite ends. */
export type OpenDatabase = () => Promise<Db>

/**
 * Runs the same suite on SQLite and on PostgreSQL.
 * `HOSHIN_TEST_QUICK=1` leaves PostgreSQL out, as does a machine on which it cannot be had.
 */
export function eachDatabase(suite: (name: 'sqlite' | 'postgres', open: OpenDatabase) => void): void {
  describe('on sqlite', () => {
    const opened = openedHere()
    suite('sqlite', async () => {
      const db = opened.keep(openSqlite(':memory:'))
      await migrate(db)
      return db
    })
  })

  const skip = process.env.HOSHIN_TEST_QUICK === '1' ? 'a quick run' : missing('postgres')
  describe('on postgres', { skip }, () => {
    let server: Postgres | undefined
    before(async () => {
      server = await startPostgres()
    })
    after(() => server?.stop())
    // Hooks run in the order they were given: databases close before their server stops.
    const opened = openedHere()
    suite('postgres', async () => {
      if (!server) throw new Error('a database is opened in a test or a hook, not while the suite is read')
      return opened.keep(openPostgres(await copyOfTemplate(server), 4))
    })
  })
}

function openedHere(): { keep(db: Db): Db } {
  const all: Db[] = []
  after(async () => {
    for (const db of all) await db.destroy()
  })
  return {
    keep(db) {
      all.push(db)
      return db
    },
  }
}

/** Migrating takes a tenth of a second, copying a migrated database a twentieth of that. */
async function copyOfTemplate(server: Postgres): Promise<string> {
  const template = `template_${createHash('sha256').update(Object.keys(migrations).join()).digest('hex').slice(0, 12)}`
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  try {
    // Test files run side by side on one server: the first makes the template, the others wait.
    await client.query('select pg_advisory_lock(4711)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount === 0) await makeTemplate(client, server, template)
    const name = `copy_${crypto.randomUUID().replaceAll('-', '')}`
    await client.query(`create database ${name} template ${template}`)
    return server.url(name)
  } finally {
    await client.end()
  }
}

async function makeTemplate(client: pg.Client, server: Postgres, template: string): Promise<void> {
  const making = `${template}_making`
  await client.query(`drop database if exists ${making}`)
  await client.query(`create database ${making}`)
  const db = openPostgres(server.url(making), 1)
  try {
    await migrate(db)
  } finally {
    await db.destroy()
  }
  await client.query(`alter database ${making} rename to ${template}`)
}
