import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { type BackupProblem, BackupRefused } from './backup.ts'

/** Less room than this on a disk is none. Bytes. */
const NO_ROOM = 1024 * 1024

/**
 * What an error of the file system or of SQLite means for the one who asked for a backup.
 *
 * @param to the file that was being written
 */
export function problemOfFile(error: unknown, to: string): BackupProblem {
  if (error instanceof BackupRefused) return error.problem
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const detail = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code.startsWith('SQLITE_FULL')) {
    return { code: 'disk-full', detail: dirname(to) }
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code.startsWith('SQLITE_READONLY')) {
    return { code: 'not-writable', detail: dirname(to) }
  }
  if (code === 'EFBIG') return { code: 'io-error', detail: to }
  if (code.startsWith('SQLITE_CORRUPT')) return { code: 'database-damaged', detail }
  if (code === 'SQLITE_NOTADB') return { code: 'not-sqlite', detail }
  // SQLite says no more than "disk I/O error" of a file that may grow no further.
  if (code.startsWith('SQLITE_IOERR') && (roomAt(dirname(to)) ?? NO_ROOM) < NO_ROOM) {
    return { code: 'disk-full', detail: dirname(to) }
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') return { code: 'io-error', detail: to }
  return { code: 'other', detail: code && !detail.includes(code) ? `${detail} (${code})` : detail }
}

/** Bytes that may still be written into a folder; null where the system does not say. */
export function roomAt(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
