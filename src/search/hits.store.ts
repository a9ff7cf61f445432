import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Database, Db, Row } from '../db/database.ts'
import { amongIds } from './among-ids.ts'
import type { Entry } from './entry.ts'
import { readSaid } from './said.store.ts'

export type Hit = Row<'search_entries'>

export type ThreadCondition = (eb: ExpressionBuilder<Database, 'threads'>) => Expression<SqlBool>

/** The entries whose threads answer the condition: the access decision, and what is asked of the thread. Newest first. */
export async function hitsAmong(db: Db, ids: readonly number[], threads: ThreadCondition): Promise<Hit[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('search_entries')
    .innerJoin('threads', 'threads.id', 'search_entries.thread_id')
    .selectAll('search_entries')
    .where(amongIds(db, 'search_entries.id', ids))
    .where((eb) => threads(eb))
    .orderBy('search_entries.id', 'desc')
    .execute()
}

/** What hits say, by entry id. At most two queries for each kind. */
export async function saidBy(db: Db, hits: readonly Hit[]): Promise<Map<number, Entry>> {
  const said = new Map<number, Entry>()
  for (const [kind, ofKind] of Map.groupBy(hits, (hit) => hit.kind)) {
    const entries = await readSaid(
      db,
      kind,
      ofKind.map((hit) => hit.ref_id),
    )
    const byRef = new Map(entries.map((entry) => [entry.refId, entry]))
    for (const hit of ofKind) {
      const entry = byRef.get(hit.ref_id)
      if (entry) said.set(hit.id, entry)
    }
  }
  return said
}
