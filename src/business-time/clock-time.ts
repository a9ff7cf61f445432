/**
 * Reads a time of day as people write it: 9:00, 0900, 9, ９：００, 9時30分. Past midnight it may go on counting,
 * as timetables in Japan do: 26:00 is two in the morning of the next day.
 *
 * @returns minutes since midnight, at most 2880; null when it is no time
 */
export function readClockTime(typed: string): number | null {
  const text = typed.normalize('NFKC').replace(/\s/g, '')
  const [, hour, minute = '0'] =
    /^(\d{1,2})(?:[:.](\d{2})|時(?:(\d{1,2})分)?)?$/.exec(
      text.replace(/時(\d{1,2})分$/, ':$1').replace(/時$/, ''),
    ) ??
    /^(\d{1,2})(\d{2})$/.exec(text) ??
    []
  if (hour === undefined) return null
  const minutes = Number(hour) * 60 + Number(minute)
  return Number(minute) < 60 && minutes <= 2880 ? minutes : null
}

/** 9:00, 24:00; past that the clock of the next day, 6:00. */
export function writeClockTime(minutes: number): string {
  const shown = minutes > 1440 ? minutes - 1440 : minutes
  return `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, '0')}`
}

/**
 * Reads a day: 2026-12-29, 2026/12/29, 2026年12月29日.
 *
 * @returns YYYY-MM-DD within 2000 to 2199; null when the calendar has no such day
 */
export function readDay(typed: string): string | null {
  const [, year, month, date] =
    /^(2[01]\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(typed.normalize('NFKC').replace(/\s/g, '')) ?? []
  if (!year || !month || !date) return null
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : null
}
