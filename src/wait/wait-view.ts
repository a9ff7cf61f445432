import type { WaitView } from '../../views/wait/waits.tsx'
import type { Db } from '../db/database.ts'

/** The thread's waits as its page shows them: open ones by due time, then the ended ones. */
export async function waitsInView(db: Db, threadId: number): Promise<WaitView[]> {
  const rows = await db
    .selectFrom('waits')
    .innerJoin('accounts as opener', 'opener.id', 'waits.opened_by')
    .leftJoin('accounts as ender', 'ender.id', 'waits.ended_by')
    .selectAll('waits')
    .select(['opener.name as opener_name', 'opener.title as opener_title', 'ender.name as ender_name'])
    .where('waits.thread_id', '=', threadId)
    .orderBy('waits.id')
    .execute()
  const never = Number.POSITIVE_INFINITY
  return rows
    .toSorted(
      (a, b) =>
        Number(a.ended_at !== null) - Number(b.ended_at !== null) ||
        (a.due_at ?? never) - (b.due_at ?? never) ||
        0,
    )
    .map((row) => ({
      id: row.id,
      with: row.party,
      question: row.question,
      by: { id: row.opened_by, name: row.opener_name, title: row.opener_title },
      at: row.opened_at,
      dueAt: row.due_at,
      mailedTo: row.message_id === null ? null : row.address,
      // Without a person, the party itself ended it by its answer.
      ended:
        row.ended_at === null
          ? null
          : { by: row.ender_name ?? row.party, at: row.ended_at, answer: row.answer ?? '' },
    }))
}
