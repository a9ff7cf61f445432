import type { Config } from '../../config/config.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { type LeaseTools, withLease } from '../jobs/lease.ts'
import type { Watch } from '../jobs/runner.ts'
import type { Log } from '../log.ts'
import { raiseAlarm } from './alarm.store.ts'
import { backupFacts, cutOffRunning } from './backup.store.ts'
import { backupStanding, isTrouble } from './backup.ts'
import { copyInThread } from './copy-thread.ts'
import { keepBackups } from './keep-backups.ts'

type Parts = { config: Config; db: Db; log: Log; clock: () => number; wake: () => void }

/** The timetable of backups, in one process at a time; nothing where none is configured. */
export function backupWatches({ config, db, log, clock, wake }: Parts, tools: LeaseTools): Watch[] {
  const { schedule } = config.backup
  if (schedule === null) return []
  const keeper = {
    ...{ db, schedule, clock, wake, timeZone: config.timeZone },
    from: config.databaseUrl.slice('sqlite:'.length),
    copy: copyInThread,
    log: log.room('backup'),
  }
  return [
    {
      name: 'backups',
      run: (signal) => withLease(tools, { name: 'backups', signal }, (held) => keepBackups(keeper, held)),
    },
  ]
}

/** Alarms them, notes it in the log, and tells open pages. */
export async function tellOfBackups({ config, db, log, clock, wake }: Parts): Promise<void> {
  const told = await watchOverBackups(db, config, clock())
  if (told === 0) return
  log.room('backup').warn('administrators were told that backups are in trouble', { told })
  wake()
}

const DAY = 86_400_000

/**
 * Alarms the administrators once when backups fail or get too old, whoever makes them.
 *
 * @returns how many people were told now
 */
export async function watchOverBackups(
  db: Db,
  { backup }: Pick<Config, 'backup'>,
  now: number,
): Promise<number> {
  // A command that was killed noted no end.
  await cutOffRunning(db, { madeBy: 'command', startedBefore: now - DAY }, now)
  return transact(db, async (tx) => {
    const standing = backupStanding(await backupFacts(tx), backup.warnAfter, now)
    return isTrouble(standing) ? raiseAlarm(tx, standing.goodAt, now) : 0
  })
}
