import type { SimilarCase } from '../../views/escalation/similar-cases.tsx'
import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'

const SHOWN = 4

/** What was decided before for the same customer, or under the same subject, newest first. */
export async function similarCases(db: Db, viewer: Viewer, thread: Thread): Promise<SimilarCase[]> {
  const rows = await db
    .selectFrom('escalations')
    .innerJoin('threads', 'threads.id', 'escalations.thread_id')
    .leftJoin('accounts', 'accounts.id', 'escalations.ended_by')
    .select(['threads.id as thread_id', 'threads.subject', 'accounts.name as by'])
    .select(['escalations.ended_at', 'escalations.decision_words', 'escalations.solved'])
    .where('escalations.state', '=', 'decided')
    .where('escalations.mailbox_id', '=', thread.mailbox_id)
    .where('threads.id', '!=', thread.id)
    .where((eb) =>
      eb.or([
        eb('threads.subject_key', '=', thread.subject_key),
        ...(thread.customer_id === null ? [] : [eb('threads.customer_id', '=', thread.customer_id)]),
      ]),
    )
    .where(visibleThreads(viewer))
    .orderBy('escalations.id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => ({
    threadId: row.thread_id,
    subject: row.subject,
    at: row.ended_at ?? 0,
    decision: row.decision_words ?? '',
    by: row.by ?? '',
    solved: row.solved === null ? null : row.solved === 1,
  }))
}
