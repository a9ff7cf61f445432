import { chmodSync, chownSync, existsSync, linkSync, renameSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pushToDisk } from '../db/sqlite-file.ts'

/**
 * Puts a prepared database in the place of the present one, which is kept under another name with whatever belongs
 * to it. At no instant is there no database, from which a server that starts would make an empty one.
 *
 * @param part beside the database, on the same disk
 * @param aside the present one's new name
 */
export function putInPlace(part: string, database: string, aside: string): void {
  const isThere = existsSync(database)
  likeItsPlace(part, isThere ? database : dirname(resolve(database)), isThere)
  // A write-ahead log that stayed would be played into a database that it does not belong to.
  for (const suffix of ['-wal', '-shm', '-journal']) {
    if (existsSync(`${database}${suffix}`)) renameSync(`${database}${suffix}`, `${aside}${suffix}`)
  }
  if (isThere) keepAs(database, aside)
  renameSync(part, database)
  pushToDisk(dirname(resolve(database)))
}

function keepAs(database: string, aside: string): void {
  try {
    linkSync(database, aside)
  } catch {
    // Some file systems know no links.
    renameSync(database, aside)
  }
}

/** Root restores for the user that the service runs as; a file of root's would keep it from starting. */
function likeItsPlace(part: string, place: string, isFile: boolean): void {
  const { uid, gid, mode } = statSync(place)
  if (isFile) chmodSync(part, mode)
  if (process.getuid?.() === 0) chownSync(part, uid, gid)
}
