/**
 * When something in the demo happened: minutes ago (up to 400, for today), or a time of day (Asia/Tokyo)
 * on the n-th business day before today: `'3d 10:05'`. Counting business days keeps the office's mail out of
 * the weekend whatever day the demo is started on.
 */
export type At = number | `${number}d ${number}:${number}`

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
// Japan has had no daylight saving time since 1951, so a constant is exact.
const TOKYO = 9 * 60 * MINUTE

/** The instant of `at` in UTC milliseconds, seen from `now` (ms). Throws on a time that is written wrong. */
export function instantOf(at: At, now: number): number {
  if (typeof at === 'number') return now - at * MINUTE
  const [, days, hours, minutes] = /^(\d+)d (\d\d):(\d\d)$/.exec(at) ?? []
  if (days === undefined) throw new Error(`not a time of the demo: ${at}`)
  const midnight = tokyoMidnight(now) - calendarDays(Number(days), now) * DAY
  return midnight + (Number(hours) * 60 + Number(minutes)) * MINUTE
}

function tokyoMidnight(now: number): number {
  return Math.floor((now + TOKYO) / DAY) * DAY - TOKYO
}

function calendarDays(businessDays: number, now: number): number {
  let back = 0
  for (let left = businessDays; left > 0; ) {
    back += 1
    const weekday = new Date(tokyoMidnight(now) - back * DAY + TOKYO).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return back
}
