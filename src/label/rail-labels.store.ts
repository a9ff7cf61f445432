import { sql } from 'kysely'
import type { RailLabel } from '../../views/label/rail-labels.tsx'
import { namedOn } from '../access/viewer.store.ts'
import { type Rights, rightsOf, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import type { Label } from './label.ts'

/** More would be a list of their own. */
const SHOWN = 40

/** The labels of threads with how many open ones the viewer may see, in one query. */
export async function railLabels(
  db: Db,
  viewer: Viewer,
  inSight: readonly Label[],
  mailboxIds: readonly number[],
): Promise<RailLabel[]> {
  const labels = inSight.filter(({ kind }) => kind === 'thread').slice(0, SHOWN)
  if (labels.length === 0) return []
  const open = await openWithLabels(db, viewer, mailboxIds)
  return labels.map((label) => ({ ...label, open: open.get(label.id) ?? 0 }))
}

/** As the counters have it, and beside them the restricted threads that this viewer sees. By label. */
async function openWithLabels(
  db: Db,
  viewer: Viewer,
  mailboxIds: readonly number[],
): Promise<Map<number, number>> {
  const sums = new Map<number, number>()
  if (mailboxIds.length === 0) return sums
  for (const { label, n } of await counted(db, { rights: rightsOf(viewer), mailboxIds }))
    sums.set(label, (sums.get(label) ?? 0) + Number(n))
  return sums
}

const counted = kept((_db, { rights, mailboxIds }: { rights: Rights; mailboxIds: readonly number[] }) => {
  const mailboxes = sql.join([...mailboxIds])
  const open = sql`folder = 'inbox' and status in ('new', 'in_progress', 'awaiting_dept')`
  return sql<{ label: number; n: number }>`
    select label_id as label, n from label_counts where mailbox_id in (${mailboxes}) and ${open}
    union all
    select label_id, count(*) from (
      select id from threads where mailbox_id in (${mailboxes}) and ${open} and restricted_at is not null
        and ${namedOn(rights, sql`threads.id`)}
    ) as named join thread_labels on thread_id = named.id group by label_id
  `
})
