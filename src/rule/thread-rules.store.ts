import type { ThreadRulesProps } from '../../views/rule/thread-rules.tsx'
import { maySupervise, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { presentRoute } from '../escalation/route.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { actionWords } from './act.ts'
import { carefulWords } from './careful.store.ts'
import { ruleNames } from './rule.store.ts'

const SHOWN = 5

/** What rules say and did on a thread, as its page shows it: nothing that somebody has called wrong. */
export async function threadRulesInView(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  typed: CarefulTyped | null,
): Promise<Omit<ThreadRulesProps, 'reader' | 'place' | 'threadId'>> {
  const hits = await db
    .selectFrom('rule_hits')
    .selectAll()
    .where('thread_id', '=', thread.id)
    .where('wrong_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
  const careful = await carefulWords(db, thread.id)
  const names = await ruleNames(
    db,
    [...hits.map((hit) => hit.rule_id), careful?.ruleId ?? null].filter((id) => id !== null),
  )
  const suggests = hits.some((hit) => hit.suggests !== null)
  const raisedAt = suggests ? await newestRaisedAt(db, thread.id) : null
  const ladder = suggests ? ((await presentRoute(db, thread.mailbox_id))?.route.ladder ?? []) : []
  const words = (list: string) => actionWords.filter((word) => list.split(',').includes(word))
  return {
    hits: hits.map((hit) => ({
      id: hit.id,
      name: names.get(hit.rule_id) ?? '',
      // Where somebody has called for a decision since, there is nothing to suggest any more.
      suggests: thread.status === 'done' || (raisedAt !== null && raisedAt >= hit.at) ? null : hit.suggests,
      messageId: hit.message_id,
      done: words(hit.done),
      refused: words(hit.refused),
    })),
    levels: ladder.map(({ level, title }) => ({ level, title })),
    mayWork: mayWork(viewer, thread.mailbox_id),
    careful: careful && {
      hints: careful.hints,
      since: careful.since,
      reason: careful.reason,
      by: careful.by,
      rule: careful.ruleId === null ? null : (names.get(careful.ruleId) ?? null),
      mayEnd: maySupervise(viewer, thread.mailbox_id),
    },
    carefulForm:
      typed !== null && maySupervise(viewer, thread.mailbox_id)
        ? { hints: careful?.hints ?? '', reason: careful?.reason ?? '', ...typed }
        : null,
  }
}

/** What somebody typed to begin careful mode, with what is wrong; nothing: the form was just opened. */
export type CarefulTyped = { hints?: string; reason?: string; errors?: Record<string, string> }

/** When a decision was last called for here, while one is awaited at any time; null: never. UTC ms */
async function newestRaisedAt(db: Db, threadId: number): Promise<number | null> {
  const row = await db
    .selectFrom('escalations')
    .select(['raised_at', 'state'])
    .where('thread_id', '=', threadId)
    .where('state', 'not in', ['reported', 'asked'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return row.state === 'waiting' || row.state === 'accepted' ? Number.POSITIVE_INFINITY : row.raised_at
}
