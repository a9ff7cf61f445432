import { FRONT_LINE, type Kind, type Standing } from './escalation.ts'
import { type Around, firstHolder, type Step } from './next-step.ts'
import { type Hours, levelAbove, levelAt, type Route } from './route.ts'

/** An escalation as it begins: with the first person of its level, or whoever was asked for by name. */
export function raised(
  route: Route,
  asked: { kind: Kind; level: number; urgent: boolean; of: number | null },
  now: number,
  around: Around,
): Standing {
  const begin: Standing = {
    state: asked.kind === 'other_dept' ? 'asked' : 'waiting',
    kind: asked.kind,
    level: asked.level,
    stage: 'primary',
    holderId: null,
    stageAt: now,
    calls: 0,
    urgent: asked.urgent,
    decisionDueAt: null,
    reminders: 0,
  }
  if (begin.state === 'asked') return begin
  const named = asked.of === null ? null : around.standIn(asked.of, now)
  if (named !== null) return { ...begin, holderId: named, calls: 1 }
  return afterStep(begin, firstHolder(route, asked.level, now, around), now)
}

/** The escalation after hoshin made a step, at the instant at which it was made. */
export function afterStep(standing: Standing, step: Step, now: number): Standing {
  switch (step.do) {
    case 'call':
      return { ...standing, calls: standing.calls + 1 }
    case 'hand_over':
      return called(standing, { stage: 'backup', level: step.level, holderId: step.accountId }, now)
    case 'raise':
      return called(standing, { stage: step.stage, level: step.level, holderId: step.accountId }, now)
    case 'call_everybody':
      return standing.stage === 'everybody' && standing.state === 'waiting'
        ? { ...standing, calls: standing.calls + 1 }
        : called(standing, { stage: 'everybody', level: standing.level, holderId: null }, now)
    case 'remind':
      return { ...standing, reminders: standing.reminders + 1 }
  }
}

/** With its first call made. */
function called(
  standing: Standing,
  whom: Pick<Standing, 'stage' | 'level' | 'holderId'>,
  now: number,
): Standing {
  return {
    ...standing,
    ...whom,
    state: 'waiting',
    stageAt: now,
    calls: 1,
    decisionDueAt: null,
    reminders: 0,
  }
}

/** Somebody who wants to accept or decide. */
export type Claimant = { accountId: number; mayDecide: boolean }

export type AcceptRefusal =
  | 'over'
  | 'no-right'
  /** Somebody else has the authority; their account stands beside. */
  | 'held-by-another'

/**
 * Whether somebody may accept now. While one person is called the authority is with them alone; whoever
 * stands on a higher rung may take it up to themselves. Where everybody is called, the first has it.
 */
export function acceptRefusal(
  route: Route,
  hours: Hours,
  standing: Standing,
  who: Claimant,
  now: number,
): AcceptRefusal | null {
  if (standing.state !== 'waiting') return standing.state === 'accepted' ? 'held-by-another' : 'over'
  if (standing.holderId === who.accountId) return null
  if (!who.mayDecide) return 'no-right'
  return standing.stage === 'everybody' || standsAbove(route, hours, standing.level, who.accountId, now)
    ? null
    : 'held-by-another'
}

/** The one who accepted, or who is called and thereby accepts, or somebody of a higher rung, decides. */
export function decideRefusal(
  route: Route,
  hours: Hours,
  standing: Standing,
  who: Claimant,
  now: number,
): AcceptRefusal | null {
  if (standing.state === 'waiting') return acceptRefusal(route, hours, standing, who, now)
  if (standing.state !== 'accepted') return 'over'
  if (standing.holderId === who.accountId) return null
  if (!who.mayDecide) return 'no-right'
  return standsAbove(route, hours, standing.level, who.accountId, now) ? null : 'held-by-another'
}

function standsAbove(route: Route, hours: Hours, level: number, accountId: number, now: number): boolean {
  const above = levelAbove(route, hours, level, now)
  if (above === null) return false
  const rung = levelAt(route, hours, above, now)
  return (
    rung?.primaryId === accountId ||
    rung?.backupId === accountId ||
    standsAbove(route, hours, above, accountId, now)
  )
}

/** @param wantedBy when the report wants the decision, UTC ms; null: the level's own minutes hold */
export function accepted(
  route: Route,
  hours: Hours,
  standing: Standing,
  who: { accountId: number; wantedBy: number | null },
  now: number,
): Standing {
  const rung = levelAt(route, hours, standing.level, now)
  const own = now + (rung?.minutesToDecide ?? 120) * 60_000
  return {
    ...standing,
    state: 'accepted',
    holderId: who.accountId,
    stageAt: now,
    decisionDueAt: who.wantedBy !== null && who.wantedBy > now ? who.wantedBy : own,
    reminders: 0,
  }
}

/** The next person, at once, because this one declined or sent it up. */
export function movedOn(
  route: Route,
  standing: Standing,
  to: 'next' | 'up',
  now: number,
  around: Around,
): Standing {
  const { hours, standIn } = around
  if (to === 'next' && standing.stage === 'primary' && standing.state === 'waiting') {
    const backupId = levelAt(route, hours, standing.level, now)?.backupId ?? null
    const backup = backupId === null ? null : standIn(backupId, now)
    if (backup !== null && backup !== standing.holderId) {
      return called(standing, { stage: 'backup', level: standing.level, holderId: backup }, now)
    }
  }
  const above = levelAbove(route, hours, standing.level, now)
  const step =
    above === null ? ({ do: 'call_everybody', at: now } as const) : firstHolder(route, above, now, around)
  return afterStep(standing, step, now)
}

/**
 * Down to a lower rung with a reason. On the front line nobody is called: the guidance that goes with it is
 * the decision.
 */
export function steppedDown(
  route: Route,
  standing: Standing,
  to: number,
  now: number,
  around: Around,
): Standing {
  return to <= FRONT_LINE
    ? ended(standing, 'decided')
    : afterStep({ ...standing, level: to }, firstHolder(route, to, now, around), now)
}

export function ended(standing: Standing, state: 'decided' | 'withdrawn'): Standing {
  return { ...standing, state }
}
