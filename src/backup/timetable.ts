import { DAY, offsetAt } from '../business-time/zone.ts'

const MINUTE = 60_000

/**
 * The last instant, up to now, at which a backup was to be made.
 *
 * @param at minutes after midnight in the zone; a time that summer time skips comes as much later
 * @param now UTC ms
 */
export function lastDue(at: readonly number[], timeZone: string, now: number): number {
  return Math.max(...timesAround(at, timeZone, now).filter((time) => time <= now))
}

/** The first instant after now at which one is to be made. @param now UTC ms */
export function nextDue(at: readonly number[], timeZone: string, now: number): number {
  return Math.min(...timesAround(at, timeZone, now).filter((time) => time > now))
}

/** Of two days before and after: each time comes once a day, but where a clock is put on or back. */
function timesAround(at: readonly number[], timeZone: string, now: number): number[] {
  const today = localDay(now, timeZone)
  return [-2, -1, 0, 1, 2].flatMap((days) =>
    at.map((minutes) => fromLocal((today + days) * DAY + minutes * MINUTE, timeZone)),
  )
}

/** Days since 1970 by the zone's calendar. */
export function localDay(at: number, timeZone: string): number {
  return Math.floor((at + offsetAt(timeZone, at)) / DAY)
}

function fromLocal(local: number, timeZone: string): number {
  return local - offsetAt(timeZone, local - offsetAt(timeZone, local))
}

/** `hoshin-20261120-030000.db`, in the zone's time, so that names sort by age. */
export function backupName(at: number, timeZone: string): string {
  const [day = '', time = ''] = new Date(at + offsetAt(timeZone, at)).toISOString().split('T')
  return `hoshin-${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}.db`
}
