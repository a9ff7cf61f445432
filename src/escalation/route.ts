import type { Suggestion } from './criteria.ts'
import { FRONT_LINE } from './escalation.ts'

export const channels = ['email', 'chat', 'phone'] as const
export type Channel = (typeof channels)[number]

/** One way to reach a person, and how long to wait there before the next way is tried. */
export type Call = { channel: Channel; minutes: number }

/** One rung. Its minutes to accept always win: a channel that would begin later is not tried. */
export type Level = {
  level: number
  title: string
  primaryId: number | null
  backupId: number | null
  /** For the primary; the backup has as many again. */
  minutesToAccept: number
  /** From acceptance to the decision, where the report wants it no sooner. */
  minutesToDecide: number
  calls: readonly Call[]
}

/** The rungs above the front line, from the lowest. */
export type Ladder = readonly Level[]

/** How a mailbox escalates: one version of its route. */
export type Route = {
  ladder: Ladder
  /** Who is called outside business hours; null: the clock stands still until they begin. */
  outside: Ladder | null
  urgentIgnoresHours: boolean
  /** Above the top, everybody is called again after so many minutes. */
  repeatMinutes: number
  /** The one who accepted is reminded again after so many minutes. */
  remindMinutes: number
  /** Which level the criteria suggest; left out: as usual. */
  suggests?: Suggestion
}

/** The mailbox's business time, as much of it as a clock needs. Instants UTC ms. */
export type Hours = {
  isOpen(at: number): boolean
  /** The instant after so many business minutes; null where hours never come. */
  after(from: number, minutes: number): number | null
}

/** Who stands in for somebody at an instant: themselves, their deputy, or nobody (null). */
export type StandIn = (accountId: number, at: number) => number | null

const MINUTE = 60_000

/** The rung that holds at an instant, as the ladder of that hour has it. */
export function levelAt(route: Route, hours: Hours, level: number, at: number): Level | null {
  const ladder = route.outside !== null && !hours.isOpen(at) ? route.outside : route.ladder
  return ladder.find((rung) => rung.level === level) ?? null
}

/** The next rung above, whether or not the one asked about still exists; null above the top. */
export function levelAbove(route: Route, hours: Hours, level: number, at: number): number | null {
  const ladder = route.outside !== null && !hours.isOpen(at) ? route.outside : route.ladder
  const above = ladder.map((rung) => rung.level).filter((rung) => rung > Math.max(level, FRONT_LINE))
  return above.length > 0 ? Math.min(...above) : null
}

/**
 * When so many of the route's minutes have passed. They are business minutes only where nobody is there
 * outside hours and the matter may wait.
 */
export function afterMinutes(
  route: Route,
  hours: Hours,
  { urgent, from, minutes }: { urgent: boolean; from: number; minutes: number },
): number {
  const real = from + minutes * MINUTE
  const waitsForMorning = route.outside === null && !(urgent && route.urgentIgnoresHours)
  // A calendar without any hours must not silence the alarm.
  return waitsForMorning ? (hours.after(from, minutes) ?? real) : real
}
