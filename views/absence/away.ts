import { dayAndTime, fieldTime, type Reader } from '../reader.ts'

/** Until when somebody is away (UTC ms), and who stands in, by name. */
export type AwayView = { until: number; deputy: string | null }

/** Beside a name: 不在 11/25まで 代理: 佐藤. */
export function awayWords(reader: Reader, { until, deputy }: AwayView): string {
  const words = { until: lastDay(reader, until), deputy: deputy ?? '' }
  return reader.t(deputy === null ? 'absence.away' : 'absence.away_deputy', words)
}

/** What ends at midnight lasts until the day before; otherwise the time is said too. */
function lastDay(reader: Reader, until: number): string {
  const endsAtMidnight = fieldTime(reader, until).endsWith('T00:00')
  return endsAtMidnight
    ? dayAndTime(reader, until - 1).replace(/ ?23:59$/, '') || dayAndTime(reader, until - 1)
    : dayAndTime(reader, until)
}
