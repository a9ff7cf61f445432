import { FRONT_LINE } from './escalation.ts'
import type { Ladder, Level, Route } from './route.ts'
import { type Absence, absenceOf } from './stand-in.ts'

/** What the route's people are now, and what they can be reached by. */
export type People = {
  /** Enabled, and with a right to decide in this mailbox. */
  mayDecide(accountId: number): boolean
  /** Whether there is such an account at all, enabled or not. */
  exists(accountId: number): boolean
  isDisabled(accountId: number): boolean
  absences: readonly Absence[]
  /** Whether the mailbox has a chat to which a call can be written. */
  hasChat: boolean
}

export type RouteProblem = {
  /** `refused`: it would fall silent or could not run. `warned`: it may be meant, and somebody should know. */
  weight: 'refused' | 'warned'
  ladder: 'inside' | 'outside'
  /** The rung's place in its ladder, from 0; null: the route as a whole. */
  row: number | null
  /** The field of the rung, or of the route, that is concerned; null: all of it. */
  of: Of | null
  /** Whom it is about, where it is about one person. */
  accountId: number | null
  what: What
}

type Of = 'level' | 'title' | 'primary' | 'backup' | 'accept' | 'decide' | 'calls' | 'repeat' | 'remind'

export type What =
  | 'no_levels'
  | 'too_many_levels'
  | 'level_number'
  | 'level_twice'
  | 'no_title'
  | 'long_title'
  | 'no_primary'
  | 'no_backup'
  | 'unknown_person'
  | 'disabled'
  | 'no_right'
  | 'same_person'
  | 'minutes'
  | 'channel_minutes'
  | 'too_many_channels'
  | 'channels_too_long'
  | 'no_chat'
  | 'nobody_outside'
  | 'everybody_away'

/** Minutes that make sense for one rung or repetition: from one to a week. */
export const MOST_MINUTES = 7 * 24 * 60
export const MOST_LEVELS = 8
export const MOST_CHANNELS = 5
const HIGHEST_LEVEL = 99
const LONGEST_TITLE = 40

/**
 * What is wrong with a route, or will be: asked when it is saved, and every night for those that hold.
 *
 * @param now UTC ms, for who is away
 */
export function routeProblems(route: Route, people: People, now: number): RouteProblem[] {
  const inside = ladderProblems(route.ladder, 'inside', people, now)
  const outside = route.outside === null ? [] : ladderProblems(route.outside, 'outside', people, now)
  return [...inside, ...outside, ...ofTheWhole(route)]
}

/**
 * Those of an instant and of every one until `until` at which somebody leaves: who is away tomorrow morning
 * is to be known in the evening.
 */
export function routeProblemsUntil(route: Route, people: People, now: number, until: number): RouteProblem[] {
  const leaving = people.absences.map(({ from }) => from).filter((from) => from > now && from <= until)
  const found = [now, ...leaving].flatMap((at) => routeProblems(route, people, at))
  const seen = new Map(found.map((problem) => [problemKey(problem), problem]))
  return [...seen.values()]
}

/** Names a problem: the same one on two days has the same key. */
export function problemKey({ ladder, row, of, what, accountId }: RouteProblem): string {
  return [ladder, row ?? '', of ?? '', what, accountId ?? ''].join(':')
}

const whole = { ladder: 'inside', row: null, accountId: null } as const

function ofTheWhole(route: Route): RouteProblem[] {
  const found: RouteProblem[] = []
  const minutes = { ...whole, weight: 'refused', what: 'minutes' } as const
  if (!isMinutes(route.repeatMinutes)) found.push({ ...minutes, of: 'repeat' })
  if (!isMinutes(route.remindMinutes)) found.push({ ...minutes, of: 'remind' })
  // The clock then stands still until the morning, however long the night is.
  if (route.outside === null && !route.urgentIgnoresHours) {
    found.push({ ...whole, weight: 'warned', of: null, what: 'nobody_outside' })
  }
  return found
}

function ladderProblems(
  ladder: Ladder,
  name: RouteProblem['ladder'],
  people: People,
  now: number,
): RouteProblem[] {
  const own = { ...whole, ladder: name, weight: 'refused', of: null } as const
  if (ladder.length === 0) return [{ ...own, what: 'no_levels' }]
  return [
    ...(ladder.length > MOST_LEVELS ? [{ ...own, what: 'too_many_levels' } as const] : []),
    ...ladder.flatMap((rung, row) => {
      const earlier = ladder.slice(0, row).map(({ level }) => level)
      return [...numberProblems(rung, earlier), ...rungProblems(rung, people, now)].map((problem) => ({
        accountId: null,
        ...problem,
        ladder: name,
        row,
      }))
    }),
  ]
}

type OfRung = Pick<RouteProblem, 'weight' | 'what' | 'of'> & { accountId?: number }

/** @param earlier the numbers of the rungs beneath */
function numberProblems({ level }: Level, earlier: readonly number[]): OfRung[] {
  const own = { weight: 'refused', of: 'level' } as const
  if (!Number.isInteger(level) || level <= FRONT_LINE || level > HIGHEST_LEVEL) {
    return [{ ...own, what: 'level_number' }]
  }
  return earlier.every((lower) => lower < level) ? [] : [{ ...own, what: 'level_twice' }]
}

function rungProblems(rung: Level, people: People, now: number): OfRung[] {
  const { primaryId, backupId, title, calls } = rung
  const found: OfRung[] = []
  const refuse = (of: Of, what: What) => found.push({ weight: 'refused', of, what })
  if (title.trim() === '') refuse('title', 'no_title')
  if (title.length > LONGEST_TITLE) refuse('title', 'long_title')
  found.push(...personProblems(primaryId, 'primary', people), ...personProblems(backupId, 'backup', people))
  if (primaryId !== null && primaryId === backupId) refuse('backup', 'same_person')
  if (!isMinutes(rung.minutesToAccept)) refuse('accept', 'minutes')
  if (!isMinutes(rung.minutesToDecide)) refuse('decide', 'minutes')
  if (calls.some((call) => !isMinutes(call.minutes))) refuse('calls', 'channel_minutes')
  if (calls.length > MOST_CHANNELS) refuse('calls', 'too_many_channels')
  const before = calls.slice(0, -1).reduce((sum, call) => sum + call.minutes, 0)
  if (calls.length > 1 && isMinutes(rung.minutesToAccept) && before >= rung.minutesToAccept) {
    found.push({ weight: 'warned', of: 'calls', what: 'channels_too_long' })
  }
  // The call is mailed all the same; whoever set the chat down expects it there.
  if (!people.hasChat && calls.some(({ channel }) => channel === 'chat')) {
    found.push({ weight: 'warned', of: 'calls', what: 'no_chat' })
  }
  const able = [primaryId, backupId].filter((id) => id !== null).filter((id) => people.mayDecide(id))
  if (able.length > 0 && able.every((id) => isSilent(id, people, now))) {
    found.push({ weight: 'warned', of: null, what: 'everybody_away' })
  }
  return found
}

function personProblems(accountId: number | null, of: 'primary' | 'backup', people: People): OfRung[] {
  const own = { weight: 'refused', of } as const
  if (accountId === null) return [{ ...own, what: `no_${of}` }]
  if (!people.exists(accountId)) return [{ ...own, what: 'unknown_person' }]
  if (people.mayDecide(accountId)) return []
  return [{ ...own, what: people.isDisabled(accountId) ? 'disabled' : 'no_right', accountId }]
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
