import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database, Db } from './database.ts'

const INT8 = 20
const NUMERIC = 1700

/**
 * Opens a PostgreSQL database.
 *
 * @param url postgres://user:password@host:port/database
 * @param connections at the most, for this process
 */
export function openPostgres(url: string, connections = 10): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'hoshin',
    // A host that drops packets silently would hold up the start without a word.
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: numbersAsNumbers },
  })
  // An idle connection that the server closes emits here; without a listener it would end the process.
  // The next query opens a new one and reports for itself if it can't.
  pool.on('error', () => {})
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/** Ids, counts and milliseconds stay far below 2^53; node-postgres would hand them out as strings. */
function numbersAsNumbers(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8 || oid === NUMERIC) return (value: string) => Number(value)
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
}

/**
 * Calls back whenever another process announces work. LISTEN needs a connection of its own, which is
 * reopened when it breaks; announcements are only a wake-up, so one that is lost costs a poll's delay.
 *
 * @returns a function that stops listening
 */
export function listenPostgres(url: string, channel: string, wake: () => void): () => Promise<void> {
  let client: pg.Client | null = null
  let again: NodeJS.Timeout | null = null
  let stopped = false

  const connect = () => {
    const mine = new pg.Client({ connectionString: url, application_name: 'hoshin listen' })
    client = mine
    const retry = () => {
      if (stopped || client !== mine) return
      client = null
      again = setTimeout(connect, 2000)
    }
    mine.on('error', retry)
    mine.on('end', retry)
    mine.on('notification', wake)
    mine.connect().then(() => mine.query(`listen ${channel}`), retry)
  }
  connect()

  return async () => {
    stopped = true
    if (again) clearTimeout(again)
    await client?.end().catch(() => {})
  }
}
