import { RAIL_COUNT_LIMIT, type RailLabel } from '../../views/label/rail-labels.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Label } from './label.ts'
import { countWithLabels } from './label-use.store.ts'

/** More would be a list of their own. */
const SHOWN = 40

/**
 * The labels of threads with how many open ones the viewer may see, in one query. Each count reads at most
 * a hundred threads, because it stands on every page.
 */
export async function railLabels(
  db: Db,
  viewer: Viewer,
  inSight: readonly Label[],
  mailboxIds: readonly number[],
): Promise<RailLabel[]> {
  const labels = inSight.filter(({ kind }) => kind === 'thread').slice(0, SHOWN)
  const ids = labels.map(({ id }) => id)
  const open = await countWithLabels(db, viewer, ids, { mailboxIds, only: 'open', limit: RAIL_COUNT_LIMIT })
  return labels.map((label) => ({ ...label, open: open.get(label.id) ?? 0 }))
}
