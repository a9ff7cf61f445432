import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { lockThread } from '../thread/thread.store.ts'
import { aroundOf } from './around.store.ts'
import { FRONT_LINE, type Standing } from './escalation.ts'
import { insertEscalation } from './insert-escalation.store.ts'
import { type Report, type ReportField, tooLong } from './report.ts'
import { noRoute } from './route.store.ts'
import { sourceOn } from './source.store.ts'
import { writeStep } from './write-step.ts'

export type ReportedAfterwards =
  | { escalationId: number; threadId: number }
  | { refused: 'not-found' | 'empty' }
  | { refused: 'too-long'; field: ReportField }

/**
 * Records what happened and how it was handled, after the fact. It is found in the record like every
 * escalation and calls nobody: a decision that is still open needs `raiseEscalation`.
 *
 * @param now UTC ms
 */
export async function reportAfterwards(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; report: Report; messageId: number | null },
  now: number,
): Promise<ReportedAfterwards> {
  const { report } = input
  if (report.what.text.trim() === '') return { refused: 'empty' }
  const field = tooLong(report)
  if (field) return { refused: 'too-long', field }
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    const around = await aroundOf(tx, { mailboxId: thread.mailbox_id, route: noRoute }, now)
    const standing = reported(now)
    const source = await sourceOn(tx, thread.id, { commentId: null, messageId: input.messageId })
    const escalation = await insertEscalation(tx, standing, {
      thread_id: thread.id,
      mailbox_id: thread.mailbox_id,
      route_id: null,
      criteria: { urgency: 1, expertise: 1, impact: 1 },
      suggested_level: FRONT_LINE,
      level_reason: '',
      report,
      wanted_by: null,
      raised_by: viewer.accountId,
      raised_at: now,
      comment_id: null,
      message_id: source.messageId,
      wait_id: null,
    })
    const at = { escalation, thread, route: noRoute, around }
    await writeStep(tx, at, standing, { action: 'reported', actorId: viewer.accountId }, now)
    return { escalationId: escalation.id, threadId: thread.id }
  })
}

function reported(now: number): Standing {
  return {
    state: 'reported',
    kind: 'instruction',
    level: FRONT_LINE,
    stage: 'primary',
    holderId: null,
    stageAt: now,
    calls: 0,
    urgent: false,
    decisionDueAt: null,
    reminders: 0,
  }
}
