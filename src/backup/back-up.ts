import type { Db } from '../db/database.ts'
import { noteBegun, noteEnded } from './backup.store.ts'
import type { CopyOutcome, CopyRequest } from './make-copy.ts'

export type BackupWish = Omit<CopyRequest, 'takenAt' | 'backupId'> & { madeBy: 'schedule' | 'command' }

/**
 * Makes a backup and keeps the account of it in the database. Where that cannot be written (its disk is full, it is
 * older than this hoshin) the copy is made all the same: then it is needed most.
 *
 * @param db null where nothing can be noted
 * @param clock now, UTC ms
 */
export async function backUp(
  db: Db | null,
  wish: BackupWish,
  copy: (request: CopyRequest) => Promise<CopyOutcome>,
  clock: () => number,
): Promise<CopyOutcome> {
  const { madeBy, ...files } = wish
  const takenAt = clock()
  const backupId = db ? await noteBegun(db, madeBy, files.to, takenAt).catch(() => null) : null
  const outcome = await copy({ ...files, takenAt, backupId })
  if (db && backupId !== null) {
    await noteEnded(db, backupId, { outcome, check: files.check }, clock()).catch(() => {})
  }
  return outcome
}
