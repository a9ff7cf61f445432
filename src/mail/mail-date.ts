const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Zones by name in minutes east of UTC: RFC 5322 4.3, and JST, which Japanese servers write. */
const zones: Record<string, number> = {
  JST: 540,
  KST: 540,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
  BST: 60,
}

const ruled =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{4}|\d{2})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s*([+-]\d{2}:?\d{2}|[a-z]+)?/i
const unixStyle =
  /([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([a-z]+|[+-]\d{4})\s+)?(\d{4})/i
const isoStyle =
  /(\d{4})-(\d{2})-(\d{2})[T\s]+(\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?/i

const LAST = Date.UTC(2200, 0)

/**
 * A Date header in UTC ms; null when it is not a date, or one that no mail can have. A date without a zone
 * counts as UTC (RFC 5322 4.3), never as the zone of this machine.
 */
export function parseMailDate(value: string): number | null {
  const plain = value.replace(/\([^()]*\)/g, ' ').slice(0, 200)
  const time = ruledDate(plain) ?? unixDate(plain) ?? isoDate(plain)
  return time !== null && time > 0 && time < LAST ? time : null
}

function ruledDate(value: string): number | null {
  const found = ruled.exec(value)
  if (!found) return null
  const [, day, month, year, hour, minute, second, zone] = found
  return instant(fullYear(year), monthOf(month), day, hour, minute, second, zone)
}

function unixDate(value: string): number | null {
  const found = unixStyle.exec(value)
  if (!found) return null
  const [, month, day, hour, minute, second, zone, year] = found
  return instant(Number(year), monthOf(month), day, hour, minute, second, zone)
}

function isoDate(value: string): number | null {
  const found = isoStyle.exec(value)
  if (!found) return null
  const [, year, month, day, hour, minute, second, zone] = found
  return instant(Number(year), Number(month) - 1, day, hour, minute, second, zone)
}

function instant(
  year: number,
  month: number,
  day = '',
  hour = '',
  minute = '',
  second = '0',
  zone = '',
): number | null {
  const refused = month < 0 || month > 11 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 24
  return refused || Number(minute) > 59 || Number(second) > 60
    ? null
    : Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second)) - offset(zone) * 60_000
}

/** Two digits are 1950–2049 (RFC 5322 4.3). */
function fullYear(year = ''): number {
  const number = Number(year)
  return year.length > 2 ? number : number < 50 ? 2000 + number : 1900 + number
}

function monthOf(name = ''): number {
  return months.indexOf(name.toLowerCase())
}

function offset(zone: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (!found) return zones[zone.toUpperCase()] ?? 0
  const minutes = Number(found[2]) * 60 + Number(found[3])
  return minutes > 14 * 60 ? 0 : found[1] === '-' ? -minutes : minutes
}

/**
 * When the server received a mail, UTC ms. Where it does not say so in a way that can be read, the mail came
 * just `now`: as one of 1970 it would be the oldest of all, and nobody would see it.
 */
export function instantOf(date: Date | string | undefined, now: number): number {
  const instant = date === undefined ? Number.NaN : new Date(date).getTime()
  return Number.isNaN(instant) ? now : instant
}
