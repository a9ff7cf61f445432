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
  pool.on('connect', planOnce())
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/** Asked as often as this, a query will be asked again. */
const OFTEN = 3
/** A connection keeps a statement as long as it lives. */
const KEPT_STATEMENTS = 300
/** Of which it is counted how often they are asked; longer ones store many rows at once, other ones each time. */
const COUNTED = { texts: 2_000, length: 10_000 }

/**
 * Lets the server keep the plans of what is asked often: reading and planning our larger queries takes it longer
 * than running them. node-postgres prepares what has a name.
 */
function planOnce(): (client: Pick<pg.ClientBase, 'query'>) => void {
  const asked = new Map<string, number>()
  const names = new Map<string, string>()
  const nameOf = (text: string): string | null => {
    const known = names.get(text)
    if (known !== undefined || names.size >= KEPT_STATEMENTS || text.length > COUNTED.length)
      return known ?? null
    const times = (asked.get(text) ?? 0) + 1
    if (times > 1 || asked.size < COUNTED.texts) asked.set(text, times)
    if (times < OFTEN) return null
    asked.delete(text)
    names.set(text, `hoshin_${names.size + 1}`)
    return names.get(text) ?? null
  }
  return (client) => {
    const query: (...args: unknown[]) => unknown = client.query.bind(client)
    Object.assign(client, {
      query: (text: unknown, values?: unknown, ...rest: unknown[]) => {
        const isBound = typeof text === 'string' && Array.isArray(values) && values.length > 0
        const name = isBound ? nameOf(text) : null
        return name === null ? query(text, values, ...rest) : query({ name, text, values }, ...rest)
      },
    })
  }
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
