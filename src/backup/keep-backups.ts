import { rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { BackupSchedule } from '../../config/backup.ts'
import type { Db } from '../db/database.ts'
import type { Log } from '../log.ts'
import { backUp } from './back-up.ts'
import { type BackupRow, cutOffRunning, lastAttempt, noteRemoved, scheduledBackups } from './backup.store.ts'
import { type CopyOutcome, type CopyRequest, removeLeftParts } from './make-copy.ts'
import { noLongerKept } from './retention.ts'
import { backupName, lastDue } from './timetable.ts'

export type BackupKeeper = {
  db: Db
  schedule: BackupSchedule
  /** The database's file. */
  from: string
  timeZone: string
  copy: (request: CopyRequest, signal: AbortSignal) => Promise<CopyOutcome>
  /** Now, UTC ms. */
  clock: () => number
  log: Log
  /** Tells open pages. */
  wake: () => void
}

const MINUTE = 60_000
/** After a failure, ms: a disk that somebody has made room on is found soon, and a log is not filled. */
const AGAIN_AFTER = 60 * MINUTE
/** After an attempt that was cut off, ms. A restart does it, and so does a machine without memory. */
const AGAIN_AFTER_CUT = 5 * MINUTE
const LOOKS_EVERY = 30_000

/**
 * Makes the timetable's backups, and deletes those that need not stay, until the signal ends it. One process at a
 * time may do so. The first is made at once: a folder that cannot be written is found by day.
 */
export async function keepBackups(keeper: BackupKeeper, signal: AbortSignal): Promise<void> {
  const { db, clock } = keeper
  const left = await cutOffRunning(
    db,
    { madeBy: 'schedule', startedBefore: Number.MAX_SAFE_INTEGER },
    clock(),
  )
  for (const { path } of left) removeLeftParts(path)
  while (!signal.aborted) {
    await backUpIfDue(keeper, signal)
    await pause(LOOKS_EVERY, undefined, { signal }).catch(() => {})
  }
}

/** @returns what came of it, or null when none was due */
export async function backUpIfDue(keeper: BackupKeeper, signal: AbortSignal): Promise<CopyOutcome | null> {
  const { db, schedule, from, timeZone, clock, log, wake } = keeper
  const now = clock()
  if (!isDue(await lastAttempt(db), lastDue(schedule.at, timeZone, now), now)) return null
  const to = join(resolve(schedule.folder), backupName(now, timeZone))
  const outcome = await backUp(
    db,
    { from, to, force: false, check: schedule.check, madeBy: 'schedule' },
    (request) => keeper.copy(request, signal),
    clock,
  )
  if ('problem' in outcome) {
    const { code, detail } = outcome.problem
    log.error('backup failed', { file: to, problem: code, detail })
  } else {
    log.info('backup made', { file: to, bytes: outcome.size, ms: clock() - now })
    await removeOld(keeper)
  }
  wake()
  return outcome
}

/** Whether a backup is to be made now. Instants in UTC ms. */
export function isDue(
  attempt: Pick<BackupRow, 'state' | 'started_at' | 'problem'> | null,
  due: number,
  now: number,
): boolean {
  if (attempt === null || attempt.started_at < due) return true
  if (attempt.state !== 'failed') return false
  return now - attempt.started_at >= (attempt.problem === 'cut-off' ? AGAIN_AFTER_CUT : AGAIN_AFTER)
}

const OWN_NAME = /^hoshin-\d{8}-\d{6}\.db$/

/** Only files that stand in the table as made by the timetable, under a name as it gives them. */
async function removeOld({ db, schedule, timeZone, clock, log }: BackupKeeper): Promise<void> {
  const kept = (await scheduledBackups(db)).filter(({ path }) => OWN_NAME.test(basename(path)))
  const paths = new Map(kept.map(({ id, path }) => [id, path]))
  for (const { id } of noLongerKept(kept, schedule.keep, timeZone, clock())) {
    const path = paths.get(id) ?? ''
    try {
      rmSync(path, { force: true })
      await noteRemoved(db, id, clock())
      log.info('old backup deleted', { file: path })
    } catch (error) {
      log.warn('an old backup could not be deleted', { file: path, error: String(error) })
    }
  }
}
