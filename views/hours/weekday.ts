import type { Reader } from '../reader.ts'

/** 月 or 月曜日, Mon or Monday; Sunday is 0. */
export function weekdayName(reader: Reader, weekday: number, length: 'short' | 'long'): string {
  // 4 January 1970 was a Sunday.
  return new Intl.DateTimeFormat(reader.locale, { weekday: length, timeZone: 'UTC' }).format(
    (weekday + 3) * 86_400_000,
  )
}
