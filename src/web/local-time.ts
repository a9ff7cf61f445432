/**
 * Reads the value of a `datetime-local` field in somebody's zone. In the hour that a summer-time change
 * skips or repeats, the later reading counts for a skipped time and the earlier for a repeated one.
 *
 * @param value YYYY-MM-DDTHH:MM, in the zone
 * @param timeZone IANA
 * @returns UTC ms, or null when it is no date and time
 */
export function fromLocalTime(value: string, timeZone: string): number | null {
  const [, year, month, day, hour, minute] =
    /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::\d\d)?$/.exec(value.trim()) ?? []
  if (!year || !month || !day || !hour || !minute) return null
  const asUtc = Date.UTC(+year, +month - 1, +day, +hour, +minute)
  if (new Date(asUtc).getUTCDate() !== +day || +hour > 23 || +minute > 59) return null
  // The zone's distance from UTC is asked at the guess, then once more at the better guess.
  const first = asUtc - offsetAt(asUtc, timeZone)
  return asUtc - offsetAt(first, timeZone)
}

/** How far local time is ahead of UTC at an instant, ms. */
function offsetAt(at: number, timeZone: string): number {
  const parts: Record<string, number> = {}
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}
