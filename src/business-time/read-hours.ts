import { isTimeZone } from '../account/account.ts'
import type { Closing, ExtraOpening, Period } from './calendar.ts'
import { readClockTime, readDay } from './clock-time.ts'
import type { Definition } from './definition.ts'
import type { ClosingDraft, HoursDraft, OpeningDraft, PeriodDraft } from './hours-draft.ts'
import { findOverlaps } from './overlaps.ts'

/** What is wrong with one field, or asked about it. `overnight` is a question, not a refusal. */
export type HoursError = {
  field: string
  /** What stood in it, for the question. */
  typed?: string
  problem:
    | 'zone'
    | 'region'
    | 'time'
    | 'incomplete'
    | 'opens-late'
    | 'same'
    | 'overnight'
    | 'too-long'
    | 'overlap'
    | 'day'
    | 'backwards'
    | 'year-long'
    | 'name-long'
    | 'too-many'
    | 'never'
}

/** Closings and openings of one mailbox. A range and a yearly day each count as one. */
export const MOST_DAYS = 500
const MOST_PERIODS = 8
const LONGEST_NAME = 100

/**
 * What a form means: the hours, or what is wrong, field by field. Rows in which nothing was typed are passed over.
 *
 * @param regions the codes that can be chosen
 */
export function readHours(
  draft: HoursDraft,
  regions: ReadonlySet<string>,
): { definition: Definition } | { errors: HoursError[] } {
  const errors: HoursError[] = []
  const wrong: Wrong = (field, problem, typed) => {
    errors.push({ field, problem, ...(typed !== undefined && { typed }) })
  }
  if (!isTimeZone(draft.timeZone)) wrong('timeZone', 'zone')
  if (draft.region !== '' && !regions.has(draft.region)) wrong('region', 'region')
  const week = draft.week.map((day, weekday) => readDayHours(day, `hours_${weekday}`, wrong))
  const closings = draft.closings.flatMap((row, n) => readClosing(row, `closing_${n}`, wrong))
  const openings = draft.openings.flatMap((row, n) => readOpening(row, `opening_${n}`, wrong))
  if (closings.length > MOST_DAYS) wrong('closing_0_from', 'too-many')
  if (openings.length > MOST_DAYS) wrong('opening_0_on', 'too-many')
  // Only hours that can be read can overlap.
  if (errors.length === 0) for (const field of findOverlaps(week, openings)) wrong(field, 'overlap')
  if (errors.length > 0) return { errors }
  const region = draft.region === '' ? null : draft.region
  const hours = week.map((day) => day.map(({ period }) => period).toSorted((a, b) => a.opens - b.opens))
  return {
    definition: {
      timeZone: draft.timeZone,
      week: hours,
      region,
      closings: closings.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
      openings: grouped(openings),
    },
  }
}

type Wrong = (field: string, problem: HoursError['problem'], typed?: string) => void

/** A period with the field that is named when it is in another's way. */
export type PlacedPeriod = { field: string; period: Period }
export type PlacedOpening = PlacedPeriod & { on: string; name: string }

function readDayHours(rows: readonly PeriodDraft[], name: string, wrong: Wrong): PlacedPeriod[] {
  if (rows.length > MOST_PERIODS) wrong(`${name}_0_opens`, 'too-many')
  return rows.flatMap((row, n) => readPeriod(row, `${name}_${n}`, wrong))
}

function readPeriod({ opens, closes, overnight }: PeriodDraft, row: string, wrong: Wrong): PlacedPeriod[] {
  if (opens.trim() === '' && closes.trim() === '') return []
  const [from, to] = [readClockTime(opens), readClockTime(closes)]
  if (from === null) wrong(`${row}_opens`, opens.trim() === '' ? 'incomplete' : 'time')
  else if (from >= 1440) wrong(`${row}_opens`, 'opens-late')
  if (to === null) wrong(`${row}_closes`, closes.trim() === '' ? 'incomplete' : 'time')
  if (from === null || to === null || from >= 1440) return []
  const end = overnight && to <= 1440 ? to + 1440 : to
  const problem = endProblem(from, end)
  // The question is put to the box that answers it.
  if (problem === 'overnight') wrong(`${row}_overnight`, problem, closes.trim())
  else if (problem) wrong(`${row}_closes`, problem)
  return problem ? [] : [{ field: `${row}_opens`, period: { opens: from, closes: end } }]
}

function endProblem(opens: number, closes: number): HoursError['problem'] | null {
  if (closes === opens) return 'same'
  if (closes < opens) return 'overnight'
  return closes - opens > 1440 ? 'too-long' : null
}

function readClosing(row: ClosingDraft, name: string, wrong: Wrong): Closing[] {
  if ([row.from, row.until, row.name].every((cell) => cell.trim() === '')) return []
  const from = readDay(row.from)
  const until = row.until.trim() === '' ? from : readDay(row.until)
  if (from === null) wrong(`${name}_from`, row.from.trim() === '' ? 'incomplete' : 'day')
  if (until === null && row.until.trim() !== '') wrong(`${name}_until`, 'day')
  if (from === null || until === null) return []
  if (until < from) wrong(`${name}_until`, 'backwards')
  else if (row.yearly && Date.parse(until) - Date.parse(from) >= YEAR) wrong(`${name}_until`, 'year-long')
  return [{ from, until, yearly: row.yearly, name: readName(row.name, name, wrong) }]
}

const YEAR = 365 * 86_400_000

function readOpening(row: OpeningDraft, name: string, wrong: Wrong): PlacedOpening[] {
  if ([row.on, row.opens, row.closes, row.name].every((cell) => cell.trim() === '')) return []
  const on = readDay(row.on)
  if (on === null) wrong(`${name}_on`, row.on.trim() === '' ? 'incomplete' : 'day')
  if (row.opens.trim() === '' && row.closes.trim() === '') wrong(`${name}_opens`, 'incomplete')
  const [placed] = readPeriod(row, name, wrong)
  const words = readName(row.name, name, wrong)
  return on !== null && placed ? [{ ...placed, on, name: words }] : []
}

function readName(typed: string, row: string, wrong: Wrong): string {
  const name = typed.replace(/\s+/g, ' ').trim()
  if (name.length > LONGEST_NAME) wrong(`${row}_name`, 'name-long')
  return name
}

/** Several rows of one day are the periods of one opening. */
function grouped(rows: readonly PlacedOpening[]): ExtraOpening[] {
  const days = Map.groupBy(rows, ({ on }) => on)
  return [...days]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, all]) => ({
      on,
      name: all.find(({ name }) => name !== '')?.name ?? '',
      periods: all.map(({ period }) => period).toSorted((a, b) => a.opens - b.opens),
    }))
}
