import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { CopyProgress } from '../db/copy-sqlite.ts'
import { migrate } from '../db/migrate.ts'
import { type HeldAlone, holdAlone, isSqliteFile, openSqliteFile, pushToDisk } from '../db/sqlite-file.ts'
import { type BackupProblem, BackupRefused } from './backup.ts'
import { copyBytes } from './copy-bytes.ts'
import { examineFile } from './examine-file.ts'
import { problemOfFile, roomAt } from './file-problem.ts'
import { copyTakenAt } from './marker.store.ts'
import { putInPlace } from './put-in-place.ts'
import { type SettledCounts, settleRestored } from './settle-restored.ts'
import { examineOrigin, lastHappened, predecessorOf } from './take-over.store.ts'

export type RestoreWish = {
  /** The backup; it is only read. */
  file: string
  /** The database's file, which may be missing. */
  database: string
  /** Under which the present one is kept. */
  aside: string
  /** What stands where a mail to a person was stopped, by the instant of the backup. */
  words: (takenAt: number) => string
  /** UTC ms. */
  now: number
}

export type Restored = { takenAt: number; aside: string | null; migrated: string[]; settled: SettledCounts }

/**
 * Puts a backup in the place of the database. All is done on a copy beside it (verifying, bringing to this version,
 * what must be done after a restore), so that until the last step, which is one renaming, nothing has changed.
 *
 * @param onProgress of the copying, bytes
 */
export async function restoreFile(
  wish: RestoreWish,
  onProgress: (progress: CopyProgress) => void,
): Promise<Restored | { problem: BackupProblem }> {
  const { file, database, aside } = wish
  const part = `${database}.${randomBytes(4).toString('hex')}.restoring`
  let held: HeldAlone | null = null
  try {
    examineFiles(wish)
    const isThere = existsSync(database)
    if (isThere) held = holdPresent(database)
    copyBytes(file, part, onProgress)
    if (existsSync(`${file}-wal`)) copyBytes(`${file}-wal`, `${part}-wal`, () => {})
    const prepared = await prepare(part, held, wish)
    pushToDisk(part)
    held?.fold()
    putInPlace(part, database, aside)
    return { ...prepared, aside: isThere ? aside : null }
  } catch (error) {
    return { problem: problemOfFile(error, database) }
  } finally {
    held?.release()
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${part}${suffix}`, { force: true })
  }
}

function examineFiles({ file, database }: RestoreWish): void {
  if (!existsSync(file)) throw new BackupRefused('missing', file)
  const backup = statSync(file)
  if (backup.isDirectory()) throw new BackupRefused('is-folder', file)
  try {
    accessSync(file, constants.R_OK)
  } catch {
    throw new BackupRefused('unreadable', file)
  }
  if (!isSqliteFile(file)) throw new BackupRefused('not-sqlite', file)
  if (existsSync(database)) {
    const { dev, ino } = statSync(database)
    if (dev === backup.dev && ino === backup.ino) throw new BackupRefused('is-database', file)
  }
  const folder = dirname(resolve(database))
  mkdirSync(folder, { recursive: true })
  accessSync(`${folder}/.`, constants.W_OK | constants.X_OK)
  const room = roomAt(folder)
  if (room !== null && room < backup.size) throw new BackupRefused('disk-full', folder)
}

/** @returns null for one that is too damaged to be opened: then nobody works with it either */
function holdPresent(database: string): HeldAlone | null {
  let held: HeldAlone | null
  try {
    held = holdAlone(database)
  } catch (error) {
    const { code } = problemOfFile(error, database)
    if (code === 'not-writable') throw error
    return null
  }
  if (held === null) throw new BackupRefused('in-use', database)
  return held
}

async function prepare(
  part: string,
  held: HeldAlone | null,
  { file, words, now }: RestoreWish,
): Promise<Omit<Restored, 'aside'>> {
  const db = await openPart(part, file)
  try {
    const takenAt = (await copyTakenAt(db)) ?? (await lastHappened(db)) ?? statSync(file).mtimeMs
    const migrated = await migrate(db)
    const before = held === null ? null : await predecessorOf(db, held.db)
    const putBack = { takenAt, given: before?.given ?? null, aliveUntil: before?.aliveUntil ?? now }
    return { takenAt, migrated, settled: await settleRestored(db, putBack, words(takenAt), now) }
  } finally {
    await db.destroy()
  }
}

/** Opened and examined. What it lacks in its own file stands in the log that was copied with it. */
async function openPart(part: string, file: string) {
  try {
    const db = openSqliteFile(part, { readonly: false })
    try {
      await examineOrigin(db, file)
    } finally {
      await db.destroy()
    }
    await examineFile(part, 'full')
    return openSqliteFile(part, { readonly: false })
  } catch (error) {
    const { code, detail } = problemOfFile(error, part)
    throw code === 'database-damaged' || code === 'other' ? new BackupRefused('damaged', detail) : error
  }
}
