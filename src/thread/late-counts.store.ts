import { sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { COUNT_LIMIT } from './work-counts.store.ts'

/** How many threads of some mailboxes are late. */
export type LateCounts = { overdue: number; due_soon: number }

/** Counted along what is due, not along what is open. @param now UTC ms */
export async function lateCounts(
  db: Db,
  viewer: Viewer,
  mailboxIds: readonly number[],
  now: number,
): Promise<LateCounts> {
  const among = [0, ...mailboxIds]
  const late = db
    .selectFrom('threads')
    .select('threads.id')
    .where('threads.mailbox_id', 'in', among)
    .where(sql<boolean>`threads.folder = 'inbox'`)
    .where(visibleThreads(viewer))
    .limit(COUNT_LIMIT)
  const rows = await db
    .selectNoFrom(({ selectFrom }) => [
      selectFrom(late.where('threads.due_at', '<=', now).as('found'))
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .as('overdue'),
      selectFrom(late.where('threads.soon_at', '<=', now).where('threads.due_at', '>', now).as('found'))
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .as('due_soon'),
    ])
    .executeTakeFirstOrThrow()
  return { overdue: Number(rows.overdue), due_soon: Number(rows.due_soon) }
}
