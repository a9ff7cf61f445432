import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  globSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type CopyProgress, contentsOfFile, copySqlite } from '../db/copy-sqlite.ts'
import { openSqliteFile, pushToDisk } from '../db/sqlite-file.ts'
import { type BackupProblem, BackupRefused } from './backup.ts'
import { type Check, examineFile } from './examine-file.ts'
import { problemOfFile, roomAt } from './file-problem.ts'
import { markAsCopy } from './marker.store.ts'

export type CopyRequest = {
  /** The database's file, on which a server may be at work. */
  from: string
  to: string
  /** Whether a file that is there may be replaced. */
  force: boolean
  check: Check
  /** UTC ms. */
  takenAt: number
  /** The row that stands for it; null where the database has none. */
  backupId: number | null
}

export type CopyOutcome = { size: number } | { problem: BackupProblem }

/**
 * Makes a verified copy of a database while people work. It is written beside its final name, pushed to the disk
 * and examined there, and only then renamed: under the final name stands a whole backup or what stood there before.
 * Its thread or process stands still meanwhile.
 *
 * @param onProgress throws to stop
 */
export async function makeCopy(
  request: CopyRequest,
  onProgress: (progress: CopyProgress) => void,
): Promise<CopyOutcome> {
  const { to } = request
  const part = `${to}.${randomBytes(4).toString('hex')}.part`
  try {
    examineTarget(request)
    // All mail is in it: nobody else may read it, whatever the umask.
    closeSync(openSync(part, 'wx', 0o600))
    await writeCopy(request, part, onProgress)
    renameSync(part, to)
    pushToDisk(dirname(resolve(to)))
    return { size: statSync(to).size }
  } catch (error) {
    removeFile(part)
    return { problem: problemOfFile(error, to) }
  }
}

/** Files that a copy to this name left unfinished when its process was killed. */
export function removeLeftParts(to: string): void {
  for (const name of globSync(`*.part*`, { cwd: dirname(to) })) {
    if (/^\.[0-9a-f]{8}\.part(-journal|-wal|-shm)?$/.test(name.replace(basename(to), '')))
      rmSync(join(dirname(to), name), { force: true })
  }
}

function removeFile(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
}

function examineTarget({ from, to, force }: CopyRequest): void {
  const folder = dirname(resolve(to))
  if (!existsSync(from)) throw new BackupRefused('no-database', from)
  if (existsSync(to)) {
    const there = statSync(to)
    if (there.isDirectory()) throw new BackupRefused('is-folder', to)
    const own = [from, `${from}-wal`, `${from}-shm`]
      .filter((path) => existsSync(path))
      .map((path) => statSync(path))
    if (own.some(({ dev, ino }) => dev === there.dev && ino === there.ino)) {
      throw new BackupRefused('is-database', to)
    }
    if (!force) throw new BackupRefused('exists', to)
  }
  const problem = folderProblem(folder, from)
  if (problem) throw new BackupRefused(problem.code, problem.detail)
}

/** Why a copy of a database cannot be made in a folder, as far as can be told without trying. */
export function folderProblem(folder: string, database: string): BackupProblem | null {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return { code: 'no-folder', detail: folder }
  try {
    accessSync(`${folder}/.`, constants.W_OK | constants.X_OK)
  } catch {
    return { code: 'not-writable', detail: folder }
  }
  const room = roomAt(folder)
  const isFull = room !== null && existsSync(database) && room < statSync(database).size
  return isFull ? { code: 'disk-full', detail: folder } : null
}

async function writeCopy(
  { from, to, check, takenAt, backupId }: CopyRequest,
  part: string,
  onProgress: (progress: CopyProgress) => void,
): Promise<void> {
  const contents = await copySqlite(from, part, onProgress)
  const copy = openSqliteFile(part, { readonly: false })
  try {
    const copied = contentsOfFile(part)
    const lost = [...contents].find(([table, rows]) => copied.get(table) !== rows)
    if (lost)
      throw new BackupRefused('copy-damaged', `${lost[0]}: ${copied.get(lost[0]) ?? 0} of ${lost[1]} rows`)
    await markAsCopy(copy, { takenAt, backupId, path: resolve(to) })
  } finally {
    await copy.destroy()
  }
  pushToDisk(part)
  try {
    await examineFile(part, check)
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error
    // What is copied page by page is damaged where the database is.
    throw new BackupRefused('database-damaged', error.problem.detail)
  }
}
