import type { Config } from '../../config/config.ts'
import type { Db } from '../db/database.ts'
import type { Log } from '../log.ts'
import { examineRoutes } from './examine-routes.ts'

type Parts = { config: Pick<Config, 'timeZone'>; db: Db; log: Log; clock: () => number; wake: () => void }

/** The timetable's part of the nightly examination: what it found is logged, and mailed at once. */
export async function tellOfRoutes(
  { config, db, log, clock, wake }: Parts,
  mailNow: () => void,
): Promise<void> {
  const counts = await examineRoutes(db, config.timeZone, clock())
  if (counts.told === 0) return
  log.room('escalation').warn('a route could fall silent', counts)
  wake()
  mailNow()
}
