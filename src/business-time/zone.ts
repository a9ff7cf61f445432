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

/** Morocco changes its clocks twice within a month; no zone has done it twice within a week. */
const LOOK = 7 * DAY

function findStretches(timeZone: string, year: number): Stretch[] {
  const end = Date.UTC(year + 1, 0, 1)
  const stretches: Stretch[] = []
  let from = Date.UTC(year, 0, 1)
  let offset = askOffset(timeZone, from)
  for (let before = from; before < end; before += LOOK) {
    const later = Math.min(before + LOOK, end - SECOND)
    const changed = askOffset(timeZone, later)
    if (changed === offset) continue
    const at = changeBetween(timeZone, before, later, offset)
    stretches.push({ from, until: at, offset })
    from = at
    offset = changed
  }
  return [...stretches, { from, until: end, offset }]
}

const SECOND = 1000

/** The first second after `low`, and not after `high`, at which the distance is no longer `offset`. */
function changeBetween(timeZone: string, low: number, high: number, offset: number): number {
  let [before, after] = [low / SECOND, high / SECOND]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (askOffset(timeZone, middle * SECOND) === offset) before = middle
    else after = middle
  }
  return after * SECOND
}

/** Written as `2026, GMT+09:00`, or `GMT` alone: ten times quicker than asking for each part of the clock. */
function askOffset(timeZone: string, at: number): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(formatOf(timeZone).format(at)) ?? []
  const distance = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * SECOND
  return sign === '-' ? -distance : distance
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
    year: 'numeric',
    timeZoneName: 'longOffset',
  })
  formats.set(timeZone, format)
  return format
}
