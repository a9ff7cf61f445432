import { Hono } from 'hono'
import { sql } from 'kysely'
import type { Deps } from './deps.ts'
import type { PublicEnv } from './env.ts'

/** For a monitor: whether this process answers and its database too. Says nothing else. */
export function healthRoutes({ db, log }: Pick<Deps, 'db' | 'log'>) {
  return new Hono<PublicEnv>().get('/health', async (c) => {
    try {
      await sql`select 1`.execute(db)
      return c.json({ status: 'ok', database: 'ok' })
    } catch (error) {
      log(`health: ${error instanceof Error ? error.message : String(error)}`)
      return c.json({ status: 'failing', database: 'unreachable' }, 503)
    }
  })
}
