import { sql } from 'kysely'
import type { EscalationPlaceProps, EscalationView } from '../../views/escalation/escalation-band.tsx'
import type { Viewer } from '../access/viewer.ts'
import { waysInView } from '../channel/ways-view.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { aroundOf } from './around.store.ts'
import { claimantOf } from './claim.ts'
import { mayComplete } from './complete-report.ts'
import { type Escalation, reportOf, standingOf, stepsOf } from './escalation.store.ts'
import { ladderOf, type Rung } from './ladder.ts'
import { acceptBy, whoIsNext } from './next-step.ts'
import { missingIn } from './report.ts'
import { routeById } from './route.store.ts'
import { type Ladder, levelAbove, type Route } from './route.ts'
import { acceptRefusal, decideRefusal } from './standing.ts'

/** The newest escalation of a thread as its page shows it to one person; null where there was none. */
export async function escalationInView(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  now: number,
): Promise<EscalationView | null> {
  const newest = await db
    .selectFrom('escalations')
    .selectAll()
    .where('thread_id', '=', thread.id)
    .where('state', '!=', 'reported')
    // A decision that is awaited stands before what another department was asked meanwhile.
    .orderBy(sql`case when state in ('waiting', 'accepted') then 0 when state = 'asked' then 2 else 1 end`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest ? viewOf(db, viewer, { escalation: newest, thread }, now) : null
}

/** What was reported after the fact on a thread, oldest first. */
export async function reportsInView(db: Db, viewer: Viewer, thread: Thread): Promise<ReportedView[]> {
  const rows = await db
    .selectFrom('escalations')
    .innerJoin('accounts', 'accounts.id', 'escalations.raised_by')
    .select(['escalations.id', 'report', 'raised_by', 'raised_at', 'accounts.name'])
    .where('thread_id', '=', thread.id)
    .where('state', '=', 'reported')
    .orderBy('escalations.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    by: row.name,
    at: row.raised_at,
    report: reportOf(row),
    mayComplete: mayComplete(viewer, row, thread),
  }))
}

type ReportedView = EscalationPlaceProps['reports'][number]

/** One escalation with its ladder, its report, and what this person may do with it now. */
export async function viewOf(
  db: Db,
  viewer: Viewer,
  { escalation, thread }: { escalation: Escalation; thread: Thread },
  now: number,
): Promise<EscalationView> {
  const standing = standingOf(escalation)
  const route = await routeById(db, escalation.route_id)
  const around = await aroundOf(db, { mailboxId: thread.mailbox_id, route }, now)
  const steps = await stepsOf(db, escalation.id)
  const reporter = { accountId: escalation.raised_by, at: escalation.raised_at }
  const rungs = ladderOf(steps, standing, reporter, whoIsNext(route, standing, now, around))
  const names = await namesOf(db, [
    ...rungs.flatMap((rung) => [rung.accountId, ...rung.after.map(({ byId }) => byId)]),
    ...steps.map((step) => step.actor_id),
    escalation.accepted_by,
    escalation.ended_by,
  ])
  const called = await calledTogether(db, escalation.id, rungs)
  const who = claimantOf(viewer, { escalation, thread })
  const mayDecide = decideRefusal(route, around.hours, standing, who, now) === null
  const isTheirs = escalation.raised_by === viewer.accountId || thread.assignee_id === viewer.accountId
  const isOpen = standing.state === 'waiting' || standing.state === 'accepted'
  const nameOf = (id: number | null) => (id === null ? null : (names.get(id) ?? null))
  return {
    id: escalation.id,
    kind: escalation.kind,
    state: escalation.state,
    urgency: escalation.urgency,
    impact: escalation.impact,
    rungs: rungs.map((rung) => ({
      ...rung,
      title: titleOf(route, rung),
      name: nameOf(rung.accountId),
      called: rung.seq === null ? [] : (called.get(rung.seq) ?? []),
      after: rung.after.map((ending) => ({ ...ending, by: nameOf(ending.byId) })),
    })),
    acceptBy:
      standing.state === 'waiting' && standing.stage !== 'everybody'
        ? acceptBy(route, standing, around.hours)
        : null,
    decisionDueAt: standing.state === 'accepted' ? standing.decisionDueAt : null,
    holder: nameOf(standing.holderId),
    isHeldByViewer: standing.holderId === viewer.accountId,
    report: reportOf(escalation),
    ways: await waysInView(db, viewer, { escalationId: escalation.id, mailboxId: thread.mailbox_id }),
    missing: isOpen ? missingIn(reportOf(escalation)) : [],
    wantedBy: escalation.wanted_by,
    decision: escalation.decision && {
      by: nameOf(escalation.ended_by) ?? '',
      at: escalation.ended_at ?? 0,
      how: escalation.decision,
      words: escalation.decision_words ?? '',
    },
    outcome:
      escalation.outcome_at === null
        ? null
        : { followed: escalation.followed === 1, solved: escalation.solved === 1 },
    may: {
      accept: standing.state === 'waiting' && acceptRefusal(route, around.hours, standing, who, now) === null,
      decide: isOpen && mayDecide,
      decline: isOpen && standing.holderId === viewer.accountId,
      sendUp: isOpen && mayDecide && levelAbove(route, around.hours, standing.level, now) !== null,
      withdraw: isOpen && (isTheirs || who.mayDecide),
      complete: escalation.state !== 'withdrawn' && mayComplete(viewer, escalation, thread),
      judge: escalation.decision !== null && escalation.outcome_at === null && thread.status === 'done',
    },
    lower: route.ladder
      .filter((rung) => rung.level < standing.level)
      .map(({ level, title }) => ({ level, title })),
  }
}

function titleOf(route: Route, rung: Rung): string | null {
  const has = (ladder: Ladder) => ladder.find(({ level }) => level === rung.level)?.title
  return rung.stage === 'reporter' || rung.stage === 'everybody'
    ? null
    : (has(route.ladder) ?? has(route.outside ?? []) ?? null)
}

/** Who was called where everybody was, by the number of the step: as they were told. */
async function calledTogether(
  db: Db,
  escalationId: number,
  rungs: readonly Rung[],
): Promise<Map<number, string[]>> {
  const steps = rungs.flatMap(({ stage, seq }) => (stage === 'everybody' && seq !== null ? [seq] : []))
  const names = new Map<number, string[]>()
  for (const seq of steps) {
    // By people, of whom there are few: what they were told is found by whom and why.
    const rows = await db
      .selectFrom('accounts')
      .innerJoin('notifications', (join) =>
        join
          .onRef('notifications.account_id', '=', 'accounts.id')
          .on('notifications.cause', '=', `escalation:${escalationId}:${seq}`),
      )
      .select('accounts.name')
      .where('notifications.kind', '=', 'escalated')
      .orderBy('accounts.reading')
      .execute()
    names.set(
      seq,
      rows.map(({ name }) => name),
    )
  }
  return names
}

async function namesOf(db: Db, ids: readonly (number | null)[]): Promise<Map<number, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
