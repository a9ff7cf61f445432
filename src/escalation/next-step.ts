import type { Standing } from './escalation.ts'
import {
  afterMinutes,
  type Channel,
  type Hours,
  type Level,
  levelAbove,
  levelAt,
  type Route,
  type StandIn,
} from './route.ts'

/** What hoshin itself does next with an open escalation, and when (UTC ms; in the past: it is due). */
export type Step =
  /** Tries the holder by one more channel. */
  | { do: 'call'; at: number; channel: Channel; accountId: number }
  /** The primary did not accept: from here on the backup decides alone. */
  | { do: 'hand_over'; at: number; level: number; accountId: number }
  /** Nobody on the level accepted. */
  | { do: 'raise'; at: number; level: number; accountId: number; stage: 'primary' | 'backup' }
  /** Above the top, again and again: the first to accept has it. */
  | { do: 'call_everybody'; at: number }
  /** The decision is owed. */
  | { do: 'remind'; at: number; accountId: number }

export type Around = { hours: Hours; standIn: StandIn }

/**
 * The next step of an escalation, so that one that is open never falls silent: every open one has a step
 * with a time, but for a question to a department, whose wait has the clock.
 *
 * @param now UTC ms: who is absent, and which ladder holds, is asked for the instant of the step
 * @returns null when it is over, or asked of a department
 */
export function nextStep(route: Route, standing: Standing, now: number, around: Around): Step | null {
  switch (standing.state) {
    case 'waiting':
      return standing.stage === 'everybody'
        ? { do: 'call_everybody', at: everybodyAt(route, standing, around.hours) }
        : (nextCall(route, standing, around.hours) ?? nextHolder(route, standing, now, around))
    case 'accepted':
      return standing.holderId === null
        ? { do: 'call_everybody', at: now }
        : { do: 'remind', at: reminderAt(route, standing, around.hours), accountId: standing.holderId }
    case 'asked':
    case 'decided':
    case 'withdrawn':
    case 'reported':
      return null
  }
}

/** The first person of a level or, where it has nobody, of those above it. */
export function firstHolder(
  route: Route,
  level: number,
  at: number,
  { hours, standIn }: Around,
): Extract<Step, { do: 'raise' | 'call_everybody' }> {
  const rung = levelAt(route, hours, level, at)
  const primary = present(rung?.primaryId, at, standIn)
  if (primary !== null) return { do: 'raise', at, level, accountId: primary, stage: 'primary' }
  const backup = present(rung?.backupId, at, standIn)
  if (backup !== null) return { do: 'raise', at, level, accountId: backup, stage: 'backup' }
  const above = levelAbove(route, hours, level, at)
  return above === null ? { do: 'call_everybody', at } : firstHolder(route, above, at, { hours, standIn })
}

/** Another channel to the same person, as long as it begins within the minutes to accept. */
function nextCall(route: Route, standing: Standing, hours: Hours): Step | null {
  const rung = levelAt(route, hours, standing.level, standing.stageAt)
  const call = rung?.calls[standing.calls]
  if (!rung || !call || standing.holderId === null) return null
  const minutes = rung.calls.slice(0, standing.calls).reduce((sum, earlier) => sum + earlier.minutes, 0)
  if (minutes >= rung.minutesToAccept) return null
  const at = afterMinutes(route, hours, { urgent: standing.urgent, from: standing.stageAt, minutes })
  return { do: 'call', at, channel: call.channel, accountId: standing.holderId }
}

/** Who gets it, and when, if nobody accepts until then; null while nobody is called by name. */
export function whoIsNext(route: Route, standing: Standing, now: number, around: Around): Step | null {
  return standing.state === 'waiting' && standing.stage !== 'everybody'
    ? nextHolder(route, standing, now, around)
    : null
}

function nextHolder(route: Route, standing: Standing, now: number, around: Around): Step {
  const { hours, standIn } = around
  const rung = levelAt(route, hours, standing.level, standing.stageAt)
  const at = acceptBy(route, standing, hours)
  // A step that is late is made now, and it is now that its person must be there.
  const then = Math.max(at, now)
  if (standing.stage === 'primary') {
    const backup = present(backupOf(route, hours, standing.level, then, rung), then, standIn)
    if (backup !== null && backup !== standing.holderId) {
      return { do: 'hand_over', at, level: standing.level, accountId: backup }
    }
  }
  const above = levelAbove(route, hours, standing.level, then)
  if (above === null) return { do: 'call_everybody', at }
  return { ...firstHolder(route, above, then, around), at }
}

/** By when the present holder must have accepted. A level that was removed has no minutes left. */
export function acceptBy(route: Route, standing: Standing, hours: Hours): number {
  const rung = levelAt(route, hours, standing.level, standing.stageAt)
  const minutes = rung?.minutesToAccept ?? 0
  return afterMinutes(route, hours, { urgent: standing.urgent, from: standing.stageAt, minutes })
}

function backupOf(
  route: Route,
  hours: Hours,
  level: number,
  then: number,
  rung: Level | null,
): number | null {
  return (levelAt(route, hours, level, then) ?? rung)?.backupId ?? null
}

function everybodyAt(route: Route, { stageAt, calls, urgent }: Standing, hours: Hours): number {
  return afterMinutes(route, hours, { urgent, from: stageAt, minutes: calls * route.repeatMinutes })
}

function reminderAt(route: Route, standing: Standing, hours: Hours): number {
  const from = standing.decisionDueAt ?? standing.stageAt
  const minutes = standing.reminders * route.remindMinutes
  return minutes === 0 ? from : afterMinutes(route, hours, { urgent: standing.urgent, from, minutes })
}

function present(accountId: number | null | undefined, at: number, standIn: StandIn): number | null {
  return accountId === null || accountId === undefined ? null : standIn(accountId, at)
}
