import { FRONT_LINE } from './escalation.ts'
import type { Ladder, Level, Route } from './route.ts'
import { type Absence, absenceOf } from './stand-in.ts'

/** What the route's people are now. */
export type People = {
  /** Enabled, and with a right to decide in this mailbox. */
  mayDecide(accountId: number): boolean
  /** Whether there is such an account at all, enabled or not. */
  exists(accountId: number): boolean
  absences: readonly Absence[]
}

export type RouteProblem = {
  /** `refused`: it would fall silent or could not run. `warned`: it may be meant, and somebody should know. */
  weight: 'refused' | 'warned'
  ladder: 'inside' | 'outside'
  /** Null: the ladder as a whole. */
  level: number | null
  what:
    | 'no-levels'
    | 'level-order'
    | 'no-primary'
    | 'no-backup'
    | 'unknown-person'
    | 'no-right'
    | 'same-person'
    | 'minutes'
    | 'channel-minutes'
    | 'channels-too-long'
    | 'nobody-outside'
    | 'everybody-away'
}

/** Minutes that make sense for one rung or repetition: from one to a week. */
export const MOST_MINUTES = 7 * 24 * 60

/**
 * What is wrong with a route, or will be: asked when it is saved, and every night for those that hold.
 *
 * @param now UTC ms, for who is away
 */
export function routeProblems(route: Route, people: People, now: number): RouteProblem[] {
  const inside = ladderProblems(route.ladder, 'inside', people, now)
  const outside = route.outside === null ? [] : ladderProblems(route.outside, 'outside', people, now)
  const general: RouteProblem[] = []
  const own = { ladder: 'inside', level: null } as const
  if (!isMinutes(route.repeatMinutes) || !isMinutes(route.remindMinutes)) {
    general.push({ ...own, weight: 'refused', what: 'minutes' })
  }
  // The clock then stands still until the morning, however long the night is.
  if (route.outside === null && !route.urgentIgnoresHours) {
    general.push({ ...own, weight: 'warned', what: 'nobody-outside' })
  }
  return [...inside, ...outside, ...general]
}

function ladderProblems(
  ladder: Ladder,
  name: RouteProblem['ladder'],
  people: People,
  now: number,
): RouteProblem[] {
  if (ladder.length === 0) return [{ weight: 'refused', ladder: name, level: null, what: 'no-levels' }]
  const rising = ladder.every((rung, n) => rung.level > (ladder[n - 1]?.level ?? FRONT_LINE))
  return [
    ...(rising ? [] : [{ weight: 'refused', ladder: name, level: null, what: 'level-order' } as const]),
    ...ladder.flatMap((rung) =>
      rungProblems(rung, people, now).map((problem) => ({ ...problem, ladder: name, level: rung.level })),
    ),
  ]
}

type OfRung = Pick<RouteProblem, 'weight' | 'what'>

function rungProblems(rung: Level, people: People, now: number): OfRung[] {
  const { primaryId, backupId } = rung
  const found: OfRung[] = []
  const refuse = (what: RouteProblem['what']) => found.push({ weight: 'refused', what })
  const named = [primaryId, backupId].filter((id) => id !== null)
  if (primaryId === null) refuse('no-primary')
  if (backupId === null) refuse('no-backup')
  if (primaryId !== null && primaryId === backupId) refuse('same-person')
  if (named.some((id) => !people.exists(id))) refuse('unknown-person')
  else if (named.some((id) => !people.mayDecide(id))) refuse('no-right')
  if (!isMinutes(rung.minutesToAccept) || !isMinutes(rung.minutesToDecide)) refuse('minutes')
  if (rung.calls.some((call) => !isMinutes(call.minutes))) refuse('channel-minutes')
  const before = rung.calls.slice(0, -1).reduce((sum, call) => sum + call.minutes, 0)
  if (before >= rung.minutesToAccept) found.push({ weight: 'warned', what: 'channels-too-long' })
  if (named.length > 0 && named.every((id) => isSilent(id, people, now))) {
    found.push({ weight: 'warned', what: 'everybody-away' })
  }
  return found
}

/** Away now, and nobody stands in who is there. */
function isSilent(accountId: number, people: People, now: number): boolean {
  const asked = new Set<number>()
  let id: number | null = accountId
  while (id !== null && !asked.has(id)) {
    asked.add(id)
    const away = absenceOf(people.absences, id, now)
    if (!away) return !people.mayDecide(id)
    id = away.deputyId
  }
  return true
}

function isMinutes(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES
}
