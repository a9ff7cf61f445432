import { afterBusinessMinutes, businessMinutesBetween } from '../business-time/business-time.ts'
import type { Calendar } from '../business-time/calendar.ts'
import type { Clock } from './clock.ts'

/** Business minutes that a clock may take, and how long before its end to warn. */
export type Limit = { minutes: number; warnBefore: number }

export type Reckoned = {
  /** Business minutes that it ran. */
  used: number
  /** Business minutes that are left; 0 once they are used up. */
  left: number
  /** Business minutes that it ran beyond the target. */
  over: number
  /** When the target was or will be used up; null while the clock stands still before that, or ended before, or where the mailbox never opens again. UTC ms. */
  dueAt: number | null
  /** The same for the warning. */
  warnAt: number | null
  outcome: 'running' | 'paused' | 'met' | 'missed'
}

/**
 * Where a clock stands against its target.
 *
 * @param now UTC ms; what comes later has not happened
 */
export function reckon(clock: Clock, limit: Limit, calendar: Calendar, now: number): Reckoned {
  const runs = runsOf(clock)
  const used = runs.reduce((sum, run) => sum + minutesOf(run, calendar, now), 0)
  const dueAt = reachedAt(runs, limit.minutes, calendar)
  return {
    used,
    left: Math.max(0, limit.minutes - used),
    over: Math.max(0, used - limit.minutes),
    dueAt,
    warnAt: reachedAt(runs, limit.minutes - limit.warnBefore, calendar),
    outcome: outcomeOf(clock, dueAt),
  }
}

function outcomeOf(clock: Clock, dueAt: number | null): Reckoned['outcome'] {
  if (clock.endedAt !== null) return dueAt !== null && clock.endedAt > dueAt ? 'missed' : 'met'
  return clock.pauses.at(-1)?.to === null ? 'paused' : 'running'
}

type Run = { from: number; to: number | null }

/** The stretches in which it ran; the last one is open while it runs. */
function runsOf({ startedAt, endedAt, pauses }: Clock): Run[] {
  const runs: Run[] = []
  let from: number | null = startedAt
  for (const pause of pauses) {
    if (from !== null && pause.from > from) runs.push({ from, to: pause.from })
    from = pause.to
  }
  if (from !== null && (endedAt === null || endedAt > from)) runs.push({ from, to: endedAt })
  return runs
}

function minutesOf(run: Run, calendar: Calendar, now: number): number {
  return Math.max(0, businessMinutesBetween(calendar, run.from, Math.min(run.to ?? now, now)))
}

function reachedAt(runs: readonly Run[], minutes: number, calendar: Calendar): number | null {
  let left = minutes
  for (const run of runs) {
    const at = afterBusinessMinutes(calendar, run.from, left)
    if (run.to === null) return at
    if (at !== null && at <= run.to) return at
    // The parts of a minute may add up to a hair more than the whole.
    left = Math.max(0, left - businessMinutesBetween(calendar, run.from, run.to))
  }
  return null
}
