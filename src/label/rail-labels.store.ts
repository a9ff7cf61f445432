import { type SqlBool, sql } from 'kysely'
import { RAIL_COUNT_LIMIT, type RailLabel } from '../../views/label/rail-labels.tsx'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { labelsInSight } from './label.store.ts'

/** More would be a list of their own. */
const SHOWN = 40

/**
 * The labels of threads with how many open ones the viewer may see, in two queries. Each count reads at most
 * a hundred threads, because it stands on every page.
 */
export async function railLabels(
  db: Db,
  viewer: Viewer,
  mailboxIds: readonly number[],
): Promise<RailLabel[]> {
  const labels = (await labelsInSight(db, viewer, 'thread')).slice(0, SHOWN)
  if (labels.length === 0 || mailboxIds.length === 0) return labels.map((label) => ({ ...label, open: 0 }))
  const mailboxes = sql.join(mailboxIds.map((id) => sql.lit(id)))
  const counts = labels.map(({ id }) => {
    const found = db
      .selectFrom('thread_labels')
      // Held in this order: SQLite must not begin with the threads.
      .crossJoin('threads')
      .whereRef('threads.id', '=', 'thread_labels.thread_id')
      .where('thread_labels.label_id', '=', id)
      .where(sql<SqlBool>`thread_labels.mailbox_id in (${mailboxes})`)
      .where(sql<SqlBool>`thread_labels.folder = 'inbox'`)
      .where(sql<SqlBool>`thread_labels.status in ('new', 'in_progress', 'awaiting_dept')`)
      .where(visibleThreads(viewer))
      .select('threads.id')
      .limit(RAIL_COUNT_LIMIT)
    return db
      .selectFrom(found.as('found'))
      .select((eb) => [sql.lit(id).as('label'), eb.fn.countAll<number>().as('n')])
  })
  const [first, ...rest] = counts
  const rows = first ? await rest.reduce((all, next) => all.unionAll(next), first).execute() : []
  const open = new Map(rows.map(({ label, n }) => [Number(label), Number(n)]))
  return labels.map((label) => ({ ...label, open: open.get(label.id) ?? 0 }))
}
