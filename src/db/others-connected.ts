import { existsSync } from 'node:fs'
import pg from 'pg'
import { holdAlone } from './sqlite-file.ts'

/**
 * Whether another program of hoshin's, or with SQLite any program, has the database open now.
 *
 * @throws when it cannot be reached or is damaged
 */
export async function othersConnected(url: string): Promise<boolean> {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length)
    if (!existsSync(path)) return false
    const held = holdAlone(path)
    held?.release()
    return held === null
  }
  const client = new pg.Client({ connectionString: url, application_name: 'hoshin looks' })
  await client.connect()
  try {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name like 'hoshin%'`,
    )
    return (rowCount ?? 0) > 0
  } finally {
    await client.end()
  }
}
