import { MINUTES_OF_DAY } from './calendar.ts'
import type { PlacedOpening, PlacedPeriod } from './read-hours.ts'

const WEEK = 7 * MINUTES_OF_DAY

/**
 * The fields of periods that begin while another one still runs: on one day, or out of the night before. An
 * overlap counts no minute twice, but one of the two is a slip of the pen.
 */
export function findOverlaps(
  week: readonly (readonly PlacedPeriod[])[],
  openings: readonly PlacedOpening[],
): string[] {
  const inWeek = week.flatMap((day, weekday) =>
    day.map(({ field, period }) => ({
      field,
      from: weekday * MINUTES_OF_DAY + period.opens,
      to: weekday * MINUTES_OF_DAY + period.closes,
    })),
  )
  // Saturday's night runs into Sunday.
  const ofSaturday = inWeek
    .filter(({ to }) => to > WEEK)
    .map(({ field, to }) => ({ field, from: 0, to: to - WEEK, isTail: true }))
  const byDay = Map.groupBy(openings, ({ on }) => on)
  return [
    ...overlapping([...ofSaturday, ...inWeek]),
    ...[...byDay.values()].flatMap((all) =>
      overlapping(all.map(({ field, period }) => ({ field, from: period.opens, to: period.closes }))),
    ),
  ]
}

type Span = { field: string; from: number; to: number; isTail?: boolean }

function overlapping(spans: readonly Span[]): string[] {
  const fields: string[] = []
  let busyUntil = Number.NEGATIVE_INFINITY
  for (const span of spans.toSorted((a, b) => a.from - b.from || Number(b.isTail) - Number(a.isTail))) {
    if (span.from < busyUntil) fields.push(span.field)
    busyUntil = Math.max(busyUntil, span.to)
  }
  return fields
}
