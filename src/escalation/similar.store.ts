import type { SimilarCase } from '../../views/escalation/similar-cases.tsx'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { reportOf } from './escalation.store.ts'
import type { Kind } from './escalation.ts'
import { likeness, telling } from './likeness.ts'

const SHOWN = 4
/** Candidates of each way to be alike. */
const LOOKED_AT = 30

/**
 * What was decided before for the same customer or in like words, the most alike first. A report after the
 * fact counts with how it was handled.
 *
 * @param about.words what the case says: its subject and what is asked
 */
export async function similarCases(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  about: { kind: Kind; words: string },
): Promise<SimilarCase[]> {
  const words = telling(about.words)
  const shared = await sharedWords(db, words)
  const ids = [...shared.keys(), ...(await ofCustomer(db, viewer, thread))]
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('escalations')
    .innerJoin('threads', 'threads.id', 'escalations.thread_id')
    .leftJoin('accounts', 'accounts.id', 'escalations.ended_by')
    .select(['escalations.id', 'threads.id as thread_id', 'threads.subject', 'threads.customer_id'])
    .select(['accounts.name as by', 'kind', 'report', 'raised_at'])
    .select(['escalations.ended_at', 'escalations.decision_words', 'escalations.solved'])
    .where('escalations.id', 'in', [...new Set(ids)])
    .where('escalations.state', 'in', ['decided', 'reported'])
    .where('threads.id', '!=', thread.id)
    .where(visibleThreads(viewer))
    .execute()
  const cases = rows.map((row) => {
    const alike = {
      customer: thread.customer_id !== null && row.customer_id === thread.customer_id,
      kind: row.kind === about.kind,
      words: words.length === 0 ? 0 : (shared.get(row.id) ?? 0) / words.length,
    }
    return { row, alike, score: likeness(alike) }
  })
  return cases
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score || other.row.id - one.row.id)
    .slice(0, SHOWN)
    .map(({ row, alike }) => ({
      id: row.id,
      threadId: row.thread_id,
      subject: row.subject,
      at: row.ended_at ?? row.raised_at,
      decision: row.decision_words ?? reportOf(row).how.text,
      by: row.by ?? '',
      solved: row.solved === null ? null : row.solved === 1,
      alike: [
        ...(alike.customer ? (['customer'] as const) : []),
        ...(alike.words > 0 ? (['words'] as const) : []),
        ...(alike.kind ? (['kind'] as const) : []),
      ],
    }))
}

/** How many of the words each escalation has, those with the most. */
async function sharedWords(db: Db, words: readonly string[]): Promise<Map<number, number>> {
  if (words.length === 0) return new Map()
  const rows = await db
    .selectFrom('escalation_words')
    .select((eb) => ['escalation_id', eb.fn.countAll<number>().as('shared')])
    .where('word', 'in', words)
    .groupBy('escalation_id')
    .orderBy('shared', 'desc')
    .orderBy('escalation_id', 'desc')
    .limit(LOOKED_AT)
    .execute()
  return new Map(rows.map((row) => [row.escalation_id, Number(row.shared)]))
}

async function ofCustomer(db: Db, viewer: Viewer, { id, customer_id }: Thread): Promise<number[]> {
  if (customer_id === null) return []
  const rows = await db
    .selectFrom('threads')
    .innerJoin('escalations', 'escalations.thread_id', 'threads.id')
    .select('escalations.id')
    .where('threads.customer_id', '=', customer_id)
    .where('threads.id', '!=', id)
    .where('escalations.state', 'in', ['decided', 'reported'])
    .where(visibleThreads(viewer))
    .orderBy('escalations.id', 'desc')
    .limit(LOOKED_AT)
    .execute()
  return rows.map((row) => row.id)
}
