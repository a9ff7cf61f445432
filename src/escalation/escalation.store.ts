import { reachableThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { lockThread, lockWhereItStands, type Thread } from '../thread/thread.store.ts'
import type { Standing } from './escalation.ts'
import type { Report } from './report.ts'

export type Escalation = Row<'escalations'>

/** The escalation, if its thread exists for this viewer. Unknown and forbidden are the same null. */
export async function findEscalation(db: Db, viewer: Viewer, id: number): Promise<Escalation | null> {
  const row = await db
    .selectFrom('escalations')
    .innerJoin('threads', 'threads.id', 'escalations.thread_id')
    .selectAll('escalations')
    .where('escalations.id', '=', id)
    .where(reachableThreads(viewer))
    .executeTakeFirst()
  return row ?? null
}

export type Locked = { escalation: Escalation; thread: Thread }

/**
 * The escalation with its thread locked, for every verb that moves it: what happens to one thread stands in
 * one order, whoever does it.
 *
 * @param viewer null: hoshin itself, or somebody who holds a link
 */
export async function lockEscalation(tx: Db, viewer: Viewer | null, id: number): Promise<Locked | null> {
  const before = await tx
    .selectFrom('escalations')
    .select('thread_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!before) return null
  const thread = viewer
    ? await lockThread(tx, viewer, before.thread_id)
    : await lockWhereItStands(tx, before.thread_id)
  if (!thread) return null
  const escalation = await tx
    .selectFrom('escalations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { escalation, thread }
}

/** The one for which somebody is called or owes a decision on this thread, the newest first. */
export async function openEscalationOf(db: Db, threadId: number): Promise<Escalation | null> {
  const row = await db
    .selectFrom('escalations')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('state', 'in', ['waiting', 'accepted'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export function standingOf(row: Escalation): Standing {
  return {
    state: row.state,
    kind: row.kind,
    level: row.level,
    stage: row.stage,
    holderId: row.holder_id,
    stageAt: row.stage_at,
    calls: row.calls,
    urgent: row.urgent === 1,
    decisionDueAt: row.decision_due_at,
    reminders: row.reminders,
  }
}

/** The columns that a standing fills. */
export function columnsOf(standing: Standing) {
  return {
    state: standing.state,
    level: standing.level,
    stage: standing.stage,
    holder_id: standing.holderId,
    stage_at: standing.stageAt,
    calls: standing.calls,
    urgent: standing.urgent ? (1 as const) : (0 as const),
    decision_due_at: standing.decisionDueAt,
    reminders: standing.reminders,
  }
}

export function reportOf(row: Pick<Escalation, 'report'>): Report {
  // Written by the verbs of this room alone, which have checked it.
  return JSON.parse(row.report) as Report
}

export type EscalationStep = Row<'escalation_steps'>

export async function stepsOf(db: Db, escalationId: number): Promise<EscalationStep[]> {
  return db
    .selectFrom('escalation_steps')
    .selectAll()
    .where('escalation_id', '=', escalationId)
    .orderBy('seq')
    .execute()
}
