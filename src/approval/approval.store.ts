import { reachableThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import type { Standing } from '../escalation/escalation.ts'
import type { Around } from '../escalation/next-step.ts'
import { routeById } from '../escalation/route.store.ts'
import type { Route } from '../escalation/route.ts'
import { lockThread, lockWhereItStands, type Thread } from '../thread/thread.store.ts'
import type { Reason } from './approval.ts'
import { aroundApproval, asApprovalRoute } from './approvers.store.ts'
import type { ReplyText } from './reasons.store.ts'

export type Approval = Row<'approvals'>
export type ApprovalFile = Row<'approval_files'>

/** The request, if its thread exists for this viewer. Unknown and forbidden are the same null. */
export async function findApproval(db: Db, viewer: Viewer, id: number): Promise<Approval | null> {
  const row = await db
    .selectFrom('approvals')
    .innerJoin('threads', 'threads.id', 'approvals.thread_id')
    .selectAll('approvals')
    .where('approvals.id', '=', id)
    .where(reachableThreads(viewer))
    .executeTakeFirst()
  return row ?? null
}

export type LockedApproval = { approval: Approval; thread: Thread }

/**
 * The request with its thread locked, for every verb that moves it.
 *
 * @param viewer null: hoshin itself
 */
export async function lockApproval(
  tx: Db,
  viewer: Viewer | null,
  id: number,
): Promise<LockedApproval | null> {
  const before = await tx.selectFrom('approvals').select('thread_id').where('id', '=', id).executeTakeFirst()
  if (!before) return null
  const thread = viewer
    ? await lockThread(tx, viewer, before.thread_id)
    : await lockWhereItStands(tx, before.thread_id)
  if (!thread) return null
  const approval = await tx.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { approval, thread }
}

/** The requests that wait on a thread, the oldest first. */
export async function waitingOn(db: Db, threadId: number): Promise<Approval[]> {
  return db
    .selectFrom('approvals')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .execute()
}

export type TextVersion = Row<'approval_texts'>

/** Every version of what is to go out, the writer's first. */
export async function textsOf(db: Db, approvalId: number): Promise<TextVersion[]> {
  return db
    .selectFrom('approval_texts')
    .selectAll()
    .where('approval_id', '=', approvalId)
    .orderBy('version')
    .execute()
}

export function textFrom(row: TextVersion): ReplyText {
  return { to: row.to_text, cc: row.cc_text, bcc: row.bcc_text, subject: row.subject, body: row.body }
}

/** Adds a version of the text, which is then the one that stands. */
export async function addText(
  tx: Db,
  approvalId: number,
  { version, authorId, text }: { version: number; authorId: number; text: ReplyText },
  now: number,
): Promise<void> {
  await tx
    .insertInto('approval_texts')
    .values({
      ...{ approval_id: approvalId, version, author_id: authorId, at: now },
      ...{ to_text: text.to, cc_text: text.cc, bcc_text: text.bcc, subject: text.subject, body: text.body },
    })
    .execute()
  await tx.updateTable('approvals').set({ text_version: version }).where('id', '=', approvalId).execute()
}

export async function filesOfApproval(db: Db, approvalId: number): Promise<ApprovalFile[]> {
  return db
    .selectFrom('approval_files')
    .selectAll()
    .where('approval_id', '=', approvalId)
    .orderBy('id')
    .execute()
}

export function reasonsOf(approval: Pick<Approval, 'reasons'>): Reason[] {
  // Written by `askApproval` alone.
  return JSON.parse(approval.reasons) as Reason[]
}

/** Who said yes to it so far. */
export async function gaveYes(db: Db, approvalId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('approval_steps')
    .select('actor_id')
    .where('approval_id', '=', approvalId)
    .where('action', 'in', ['next_round', 'approved'])
    .execute()
  return rows.map((row) => row.actor_id).filter((id) => id !== null)
}

/** How it stands, as the ladder of escalations counts: the same clock carries both. */
export function standingOf(row: Approval): Standing {
  return {
    state: row.state === 'waiting' ? 'waiting' : 'withdrawn',
    kind: 'instruction',
    level: row.level,
    stage: row.stage,
    holderId: row.holder_id,
    stageAt: row.stage_at,
    calls: row.calls,
    urgent: false,
    decisionDueAt: null,
    reminders: 0,
  }
}

export type Surroundings = { route: Route; around: Around; gave: number[] }

/** By which route it goes, and who of those who may say yes is there. @param now UTC ms */
export async function surroundingsOf(
  db: Db,
  { approval, thread }: LockedApproval,
  now: number,
): Promise<Surroundings> {
  const route = asApprovalRoute(await routeById(db, approval.route_id))
  const gave = await gaveYes(db, approval.id)
  const not = [approval.writer_id, ...gave]
  return {
    route,
    gave,
    around: await aroundApproval(db, thread, { reasons: reasonsOf(approval), not, route }, now),
  }
}
