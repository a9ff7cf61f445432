import { translatorFor } from '../../views/locales/index.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { raiseEscalation } from './raise-escalation.ts'
import { emptyReport } from './report.ts'
import { presentRoute } from './route.store.ts'

/**
 * A policy that was not carried out in time goes to the level above its author's, in their name and words.
 * Where a decision is awaited on the thread already, that one goes on.
 *
 * @param author of the policy
 */
export async function raiseForLatePolicy(
  tx: Db,
  author: Viewer,
  thread: Thread,
  policy: Row<'policies'>,
  now: number,
): Promise<void> {
  const t = translatorFor(author.locale)
  const route = await presentRoute(tx, thread.mailbox_id)
  const ladder = route?.route.ladder ?? []
  const own = ladder.findLast((rung) => [rung.primaryId, rung.backupId].includes(author.accountId))
  const above = ladder.find((rung) => rung.level > (own?.level ?? 0)) ?? own
  const wanted = t('escalation.late_policy_wanted', { version: policy.version })
  await raiseEscalation(
    tx,
    author,
    {
      threadId: thread.id,
      kind: 'instruction',
      criteria: { urgency: 2, expertise: 1, impact: 1 },
      level: above?.level ?? null,
      levelReason: wanted,
      of: null,
      report: { ...emptyReport(), wanted, what: { text: policy.instruction, isGuess: false } },
      wantedBy: null,
      commentId: null,
      messageId: null,
      byItself: true,
    },
    now,
  )
}
