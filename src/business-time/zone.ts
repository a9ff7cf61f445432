/** A stretch of UTC ms in which a zone keeps one distance from UTC. `until` is not part of it. */
export type Stretch = { readonly from: number; readonly until: number; readonly offset: number }

export const DAY = 86_400_000

/**
 * How a zone's clocks stand during one year of UTC: one stretch for a zone without summer time, mostly three
 * for one with it. Remembered, because asking Intl is what costs.
 *
 * @param timeZone IANA
 * @throws RangeError for a zone that nobody knows
 */
export function stretchesOf(timeZone: string, year: number): readonly Stretch[] {
  const key = `${timeZone} ${year}`
  const known = remembered.get(key)
  if (known) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const found = findStretches(timeZone, year)
  remembered.set(key, found)
  return found
}

/** How far local time is ahead of UTC at an instant, ms. */
export function offsetAt(timeZone: string, at: number): number {
  const stretches = stretchesOf(timeZone, new Date(at).getUTCFullYear())
  return stretches.find(({ until }) => at < until)?.offset ?? 0
}

const MOST_REMEMBERED = 2_000
const remembered = new Map<string, readonly Stretch[]>()

function findStretches(timeZone: string, year: number): Stretch[] {
  const end = Date.UTC(year + 1, 0, 1)
  const stretches: Stretch[] = []
  let from = Date.UTC(year, 0, 1)
  let offset = askOffset(timeZone, from)
  // A look at each day: Morocco changes its clocks twice within a month, and no zone twice within a day.
  for (let day = from; day < end; day += DAY) {
    const later = Math.min(day + DAY, end - 1)
    const changed = askOffset(timeZone, later)
    if (changed === offset) continue
    const at = changeBetween(timeZone, day, later, offset)
    stretches.push({ from, until: at, offset })
    from = at
    offset = changed
  }
  return [...stretches, { from, until: end, offset }]
}

/** The first instant after `low`, and not after `high`, at which the distance is no longer `offset`. */
function changeBetween(timeZone: string, low: number, high: number, offset: number): number {
  let [before, after] = [low, high]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (askOffset(timeZone, middle) === offset) before = middle
    else after = middle
  }
  return after
}

function askOffset(timeZone: string, at: number): number {
  const whole = Math.floor(at / 1000) * 1000
  const parts: Record<string, string> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(whole)) parts[type] = value
  const { era, year = '1', month = '1', day = '1', hour = '0', minute = '0', second = '0' } = parts
  const gregorian = era === 'BC' ? 1 - Number(year) : Number(year)
  const local = new Date(0)
  local.setUTCFullYear(gregorian, Number(month) - 1, Number(day))
  return local.setUTCHours(Number(hour), Number(minute), Number(second)) - whole
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a hundred times what using it does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}
