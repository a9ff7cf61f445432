import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import type { EntryKind } from './entry.ts'
import { indexNow } from './index-due.ts'
import { searchBackend } from './search.store.ts'

/** Small enough that a server beside it never waits noticeably for a batch's commit. */
const ROWS = 100

const sources = [
  { kind: 'message', table: 'messages' },
  { kind: 'comment', table: 'comments' },
  { kind: 'policy', table: 'policies' },
  { kind: 'customer', table: 'threads' },
] as const satisfies { kind: EntryKind; table: string }[]
type Table = (typeof sources)[number]['table']

/** How far it is, in things said. */
export type ReindexProgress = { done: number; total: number }

/**
 * Lets everything that is stored be found anew, in batches that are a transaction each, so that it may run beside
 * the server and be stopped and begun again at any time. What is said meanwhile is due by itself.
 *
 * @returns how many things were looked at
 */
export async function reindex(db: Db, tell: (progress: ReindexProgress) => void = () => {}): Promise<number> {
  const counts = await Promise.all(sources.map(({ table }) => countOf(db, table)))
  const total = counts.reduce((sum, count) => sum + count, 0)
  let done = 0
  tell({ done, total })
  for (const { kind, table } of sources) {
    for (let ids = await idsAfter(db, table, 0); ids.length > 0; ) {
      const batch = ids
      await transact(db, (tx) => indexNow(tx, kind, batch))
      done += ids.length
      tell({ done, total: Math.max(total, done) })
      ids = await idsAfter(db, table, ids.at(-1) ?? 0)
    }
  }
  await searchBackend(db).tidy(db)
  return done
}

async function countOf(db: Db, table: Table): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

async function idsAfter(db: Db, table: Table, after: number): Promise<number[]> {
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(ROWS)
    .execute()
  return rows.map((row) => row.id)
}
