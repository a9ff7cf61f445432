import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { lockThread } from '../thread/thread.store.ts'
import { type OpenedWait, openWait, type Party, QUESTION_LIMIT } from '../wait/open-wait.ts'
import { aroundOf } from './around.store.ts'
import type { Criteria } from './criteria.ts'
import { FRONT_LINE } from './escalation.ts'
import { insertEscalation } from './insert-escalation.store.ts'
import { type Report, type ReportField, tooLong } from './report.ts'
import { noRoute } from './route.store.ts'
import { sourceOn } from './source.store.ts'
import { raised } from './standing.ts'
import { writeStep } from './write-step.ts'

export type NewQuestion = {
  threadId: number
  party: Party
  criteria: Criteria
  report: Report
  /** By when the answer is due, UTC ms; null: no clock runs. */
  wantedBy: number | null
  commentId: number | null
  messageId: number | null
}

export type AskedDepartment =
  | { escalationId: number }
  | Extract<OpenedWait, { refused: string }>
  | { refused: 'too-long'; field: ReportField }

/**
 * Asks another department or somebody outside: opens a wait with its own clock, and records the question as an
 * escalation that ends with the wait's answer. It calls nobody up the ladder, and stands beside one that does.
 *
 * @param now UTC ms
 */
export async function askDepartment(
  db: Db,
  viewer: Viewer,
  asked: NewQuestion,
  now: number,
): Promise<AskedDepartment> {
  const field = tooLong(asked.report)
  if (field) return { refused: 'too-long', field }
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, asked.threadId)
    if (!thread) return { refused: 'not-found' }
    const { party, wantedBy: dueAt, report } = asked
    const question = (report.wanted.trim() || report.what.text.trim()).slice(0, QUESTION_LIMIT)
    const opened = await openWait(tx, viewer, { threadId: thread.id, party, question, dueAt }, now)
    if ('refused' in opened) return opened
    // The wait has moved the thread.
    const moved = await lockThread(tx, viewer, thread.id)
    if (!moved) return { refused: 'not-found' }
    const around = await aroundOf(tx, { mailboxId: thread.mailbox_id, route: noRoute }, now)
    const how = {
      kind: 'other_dept',
      level: FRONT_LINE,
      urgent: asked.criteria.urgency === 3,
      of: null,
    } as const
    const standing = raised(noRoute, how, now, around)
    const source = await sourceOn(tx, thread.id, asked)
    const escalation = await insertEscalation(tx, standing, {
      thread_id: thread.id,
      mailbox_id: thread.mailbox_id,
      route_id: null,
      criteria: asked.criteria,
      suggested_level: FRONT_LINE,
      level_reason: '',
      report,
      wanted_by: dueAt,
      raised_by: viewer.accountId,
      raised_at: now,
      comment_id: source.commentId,
      message_id: source.messageId,
      wait_id: opened.waitId,
    })
    const at = { escalation, thread: moved, route: noRoute, around }
    await writeStep(tx, at, standing, { action: 'raised', actorId: viewer.accountId }, now)
    return { escalationId: escalation.id }
  })
}
