import { loadViewer } from '../access/viewer.store.ts'
import { maySeeMailbox, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { lockThread } from '../thread/thread.store.ts'
import { aroundOf } from './around.store.ts'
import { keepReport } from './complete-report.ts'
import { type Criteria, suggestedLevel, usualSuggestion } from './criteria.ts'
import { type Escalation, openEscalationOf } from './escalation.store.ts'
import type { Kind } from './escalation.ts'
import { type Begun, beginAgain, insertEscalation } from './insert-escalation.store.ts'
import { type Report, type ReportField, tooLong } from './report.ts'
import { noRoute, presentRoute } from './route.store.ts'
import { sourceOn } from './source.store.ts'
import { raised } from './standing.ts'
import { writeStep } from './write-step.ts'

export type NewEscalation = {
  threadId: number
  kind: Exclude<Kind, 'other_dept'>
  criteria: Criteria
  /** Another level than the one suggested needs a reason; null: the one suggested. */
  level: number | null
  levelReason: string
  /** Somebody asked by name before the route; null: the route's own. */
  of: number | null
  report: Report
  /** UTC ms, or null: the level's own minutes. */
  wantedBy: number | null
  /** The comment or message from which it was raised. */
  commentId: number | null
  messageId: number | null
  /** The after-the-fact report that needed a decision after all: it becomes this escalation. */
  reportId?: number | null
  /** hoshin itself raises it, in the viewer's name: so they are called as well, if they are on the route. */
  byItself?: boolean
}

export type RaisedEscalation =
  | { escalationId: number }
  | { refused: 'not-found' | 'level-needs-reason' | 'unknown-person' | 'wanted-in-the-past' }
  | { refused: 'too-long'; field: ReportField }
  /** A decision is awaited already; what is new belongs there. */
  | { refused: 'already-open'; escalationId: number }

/**
 * Raises a call for a decision on a thread. Everybody who sees the thread may, and a report that is not yet
 * complete is no obstacle. The first person is called in the same transaction, and the time of the next step
 * is written down with it.
 *
 * @param now UTC ms
 */
export async function raiseEscalation(
  db: Db,
  viewer: Viewer,
  asked: NewEscalation,
  now: number,
): Promise<RaisedEscalation> {
  const long = tooLong(asked.report)
  if (long) return { refused: 'too-long', field: long }
  if (asked.wantedBy !== null && asked.wantedBy <= now) return { refused: 'wanted-in-the-past' }
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, asked.threadId)
    if (!thread) return { refused: 'not-found' }
    const open = await openEscalationOf(tx, thread.id)
    if (open) return { refused: 'already-open', escalationId: open.id }
    if (asked.of !== null) {
      const person = await loadViewer(tx, asked.of)
      if (!person || !maySeeMailbox(person, thread.mailbox_id)) return { refused: 'unknown-person' }
    }
    const present = await presentRoute(tx, thread.mailbox_id)
    const route = present?.route ?? noRoute
    const suggested = suggestedLevel(
      asked.criteria,
      route.suggests ?? usualSuggestion,
      route.ladder.map((rung) => rung.level),
    )
    const level = asked.level ?? suggested
    if (level !== suggested && asked.levelReason.trim() === '') return { refused: 'level-needs-reason' }

    const named = asked.of === null ? [] : [asked.of]
    const around = await aroundOf(tx, { mailboxId: thread.mailbox_id, route, named }, now)
    const urgent = asked.criteria.urgency === 3
    const standing = raised(route, { kind: asked.kind, level, urgent, of: asked.of }, now, around)
    const source = await sourceOn(tx, thread.id, asked)
    const begun: Begun = {
      thread_id: thread.id,
      mailbox_id: thread.mailbox_id,
      route_id: present?.id ?? null,
      criteria: asked.criteria,
      suggested_level: suggested,
      level_reason: asked.levelReason.trim(),
      report: asked.report,
      wanted_by: asked.wantedBy,
      raised_by: viewer.accountId,
      raised_at: now,
      comment_id: source.commentId,
      message_id: source.messageId,
      wait_id: null,
    }
    const reported = await reportOn(tx, thread.id, asked.reportId ?? null)
    if (reported) await keepReport(tx, viewer, reported, now)
    const escalation = reported
      ? await beginAgain(tx, reported.id, standing, begun)
      : await insertEscalation(tx, standing, begun)
    const at = { escalation, thread, route, around }
    const actorId = asked.byItself ? null : viewer.accountId
    await writeStep(tx, at, standing, { action: 'raised', actorId, channel: 'email' }, now)
    return { escalationId: escalation.id }
  })
}

async function reportOn(tx: Db, threadId: number, id: number | null): Promise<Escalation | null> {
  if (id === null) return null
  const row = await tx
    .selectFrom('escalations')
    .selectAll()
    .where('id', '=', id)
    .where('thread_id', '=', threadId)
    .where('state', '=', 'reported')
    .executeTakeFirst()
  return row ?? null
}
