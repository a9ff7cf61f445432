import { type Context, Hono } from 'hono'
import { backupFacts } from '../backup/backup.store.ts'
import { backupStanding, isTrouble } from '../backup/backup.ts'
import type { Deps } from './deps.ts'
import type { PublicEnv } from './env.ts'

type HealthDeps = Pick<Deps, 'db' | 'log' | 'clock'> & { config: Pick<Deps['config'], 'backup'> }

/**
 * For a monitor: whether this process answers and its database too, and how backups stand. Says nothing else. Only
 * `/health/backup` fails with the backups: a monitor that restarts what is ill would change nothing for them.
 */
export function healthRoutes({ db, log, clock, config }: HealthDeps) {
  async function health(c: Context, withBackup: boolean) {
    try {
      const standing = backupStanding(await backupFacts(db), config.backup.warnAfter, clock())
      const isWell = !(withBackup && isTrouble(standing))
      const status = isWell ? 'ok' : 'failing'
      return c.json({ status, database: 'ok', backup: words[standing.is] }, isWell ? 200 : 503)
    } catch (error) {
      log(`health: ${error instanceof Error ? error.message : String(error)}`)
      return c.json({ status: 'failing', database: 'unreachable' }, 503)
    }
  }
  return new Hono<PublicEnv>()
    .get('/health', (c) => health(c, false))
    .get('/health/backup', (c) => health(c, true))
}

const words = { unwatched: 'unwatched', good: 'ok', old: 'too old', failed: 'failing' } as const
