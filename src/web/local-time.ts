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
  const written = `${year}-${month}-${day}T${hour}:${minute}:00.000Z`
  // The calendar turns what it does not have, such as 30 February, into another day.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString() !== written) return null
  // A zone changes its distance from UTC at most once in two days.
  const [before, after] = [offsetAt(asUtc - DAY, timeZone), offsetAt(asUtc + DAY, timeZone)]
  const [earlier, later] = [asUtc - Math.max(before, after), asUtc - Math.min(before, after)]
  return earlier + offsetAt(earlier, timeZone) === asUtc ? earlier : later
}

const DAY = 86_400_000

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
