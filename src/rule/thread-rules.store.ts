import type { ThreadRulesProps } from '../../views/rule/thread-rules.tsx'
import { maySupervise, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { openEscalationOf } from '../escalation/escalation.store.ts'
import { presentRoute } from '../escalation/route.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { actionWords } from './act.ts'
import { carefulOf } from './careful.store.ts'
import { ruleNames } from './rule.store.ts'

const SHOWN = 5

/** What rules say and did on a thread, as its page shows it: nothing that somebody has called wrong. */
export async function threadRulesInView(
  db: Db,
  viewer: Viewer,
  thread: Thread,
): Promise<Omit<ThreadRulesProps, 'reader' | 'place' | 'threadId'>> {
  const hits = await db
    .selectFrom('rule_hits')
    .selectAll()
    .where('thread_id', '=', thread.id)
    .where('wrong_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
  const careful = await carefulOf(db, thread.id)
  const names = await ruleNames(
    db,
    hits.map((hit) => hit.rule_id),
  )
  const suggests = hits.some((hit) => hit.suggests !== null)
  const open = suggests ? await openEscalationOf(db, thread.id) : null
  const ladder = suggests ? ((await presentRoute(db, thread.mailbox_id))?.route.ladder ?? []) : []
  const words = (list: string) => actionWords.filter((word) => list.split(',').includes(word))
  return {
    hits: hits.map((hit) => ({
      id: hit.id,
      name: names.get(hit.rule_id) ?? '',
      // While a decision is awaited there is nothing to suggest any more.
      suggests: open || thread.status === 'done' ? null : hit.suggests,
      messageId: hit.message_id,
      done: words(hit.done),
      refused: words(hit.refused),
    })),
    levels: ladder.map(({ level, title }) => ({ level, title })),
    mayWork: mayWork(viewer, thread.mailbox_id),
    careful: careful && { hints: careful.hints, mayEnd: maySupervise(viewer, thread.mailbox_id) },
  }
}
