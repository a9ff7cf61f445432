import { translatorFor } from '../../views/locales/index.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { raiseEscalation } from '../escalation/raise-escalation.ts'
import { emptyReport } from '../escalation/report.ts'
import type { Fired } from './act.ts'

/** First words of a mail that stand in the report, in characters. */
const FIRST_WORDS = 300

/**
 * Raises at a level in the owner's name. Where a decision is awaited already, that one goes on.
 *
 * @returns whether somebody has been called, by this or before
 */
export async function raiseByRule(
  tx: Db,
  owner: Viewer,
  name: string,
  level: number,
  { mail, thread }: Fired,
  now: number,
): Promise<boolean> {
  const wanted = translatorFor(owner.locale)('rule.raise_wanted', { name })
  const line = (text: string) => ({ text, isGuess: false })
  const raised = await raiseEscalation(
    tx,
    owner,
    {
      threadId: thread.id,
      kind: 'instruction',
      criteria: { urgency: 2, expertise: 1, impact: 1 },
      level,
      levelReason: wanted,
      of: null,
      report: {
        ...emptyReport(),
        wanted,
        who: line([mail.from_name, mail.from_address].filter(Boolean).join(' ')),
        what: line(
          [mail.subject, mail.excerpt.slice(0, FIRST_WORDS)].filter(Boolean).join('\n').slice(0, 3000),
        ),
      },
      wantedBy: null,
      commentId: null,
      messageId: mail.id,
      byItself: true,
    },
    now,
  )
  return 'escalationId' in raised
}
