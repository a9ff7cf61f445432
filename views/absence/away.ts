import { dueTime, fieldTime, type Reader } from '../reader.ts'
import { type AwayView, type Person, surname } from '../shown.ts'

/** Beside a name: 不在 11/25まで 代理: 佐藤. */
export function awayWords(reader: Reader, { until, deputy }: AwayView): string {
  const words = { until: lastDay(reader, until), deputy: surname(deputy ?? '') }
  return reader.t(deputy === null ? 'absence.away' : 'absence.away_deputy', words)
}

/** What ends at midnight lasts until the day before; otherwise the time is said too. */
function lastDay(reader: Reader, until: number): string {
  const endsAtMidnight = fieldTime(reader, until).endsWith('T00:00')
  return endsAtMidnight ? dueTime(reader, until - 1).replace(/ 23:59$/, '') : dueTime(reader, until)
}

/** A person as one of several to choose: 佐藤 恵 係長 · 不在 11/25まで 代理: 近藤 修. */
export function choiceWords(reader: Reader, { name, title, away }: Omit<Person, 'id'>): string {
  const named = `${name} ${title}`.trim()
  return away ? `${named} · ${awayWords(reader, away)}` : named
}
