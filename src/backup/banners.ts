import type { Banner } from '../../views/layout/banners.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { backupFacts } from './backup.store.ts'
import { backupStanding } from './backup.ts'
import type { Restored } from './restored.store.ts'

/** A weekend lies between the night of a restore and everybody's next day of work. Ms. */
const RESTORED_SHOWN = 4 * 86_400_000

/**
 * What stands above every page of this viewer.
 *
 * @param known the last restore as it was at the start: none comes about while a server runs
 * @param now UTC ms
 */
export async function bannersFor(
  db: Db,
  viewer: Pick<Viewer, 'isAdmin'>,
  known: { restored: Restored | null; warnAfter: number | null },
  now: number,
): Promise<Banner[]> {
  const { restored, warnAfter } = known
  const banners: Banner[] = []
  if (restored && now - restored.at < RESTORED_SHOWN) {
    banners.push({ is: 'restored', at: restored.at, takenAt: restored.takenAt })
  }
  if (!viewer.isAdmin || warnAfter === null) return banners
  const standing = backupStanding(await backupFacts(db), warnAfter, now)
  if (standing.is === 'failed' || standing.is === 'old') {
    banners.push({ is: `backup_${standing.is}`, goodAt: standing.goodAt })
  }
  return banners
}
