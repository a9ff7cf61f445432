import type { Period } from './calendar.ts'
import { writeClockTime } from './clock-time.ts'
import type { Definition } from './definition.ts'

/** The form of a mailbox's hours as it was typed: nothing in it need make sense yet. */
export type HoursDraft = {
  timeZone: string
  /** A region's code; empty: none. */
  region: string
  /** By weekday, Sunday first. */
  week: PeriodDraft[][]
  closings: ClosingDraft[]
  openings: OpeningDraft[]
}

/** `overnight` is the answer to whether a time that is not after the beginning is meant on the next day. */
export type PeriodDraft = { opens: string; closes: string; overnight: boolean }
export type ClosingDraft = { from: string; until: string; yearly: boolean; name: string }
export type OpeningDraft = PeriodDraft & { on: string; name: string }

/** Fields by name, each at most once. */
export type Fields = Readonly<Record<string, string>>

export function draftOf(definition: Definition): HoursDraft {
  return {
    timeZone: definition.timeZone,
    region: definition.region ?? '',
    week: definition.week.map((periods) => periods.map(periodDraft)),
    closings: definition.closings.map((closing) => ({
      ...closing,
      until: closing.until === closing.from ? '' : closing.until,
    })),
    openings: definition.openings.flatMap(({ on, name, periods }) =>
      periods.map((period) => ({ on, name, ...periodDraft(period) })),
    ),
  }
}

function periodDraft({ opens, closes }: Period): PeriodDraft {
  return { opens: writeClockTime(opens), closes: writeClockTime(closes), overnight: closes > 1440 }
}

/** Reads the form's fields: `hours_1_0_opens`, `closing_3_from`. Rows keep their order, gaps close up. */
export function draftFrom(fields: Fields): HoursDraft {
  return {
    timeZone: fields.timeZone ?? '',
    region: fields.region ?? '',
    week: weekdays.map((weekday) => rowsOf(fields, `hours_${weekday}`).map(periodFrom)),
    closings: rowsOf(fields, 'closing').map(({ from = '', until = '', yearly, name = '' }) => ({
      from,
      until,
      yearly: yearly !== undefined,
      name,
    })),
    openings: rowsOf(fields, 'opening').map((row) => ({
      on: row.on ?? '',
      name: row.name ?? '',
      ...periodFrom(row),
    })),
  }
}

export const weekdays = [0, 1, 2, 3, 4, 5, 6] as const

type Cells = Readonly<Record<string, string>>

function periodFrom({ opens = '', closes = '', overnight }: Cells): PeriodDraft {
  return { opens, closes, overnight: overnight !== undefined }
}

function rowsOf(fields: Fields, name: string): Cells[] {
  const rows = new Map<number, Record<string, string>>()
  for (const [field, value] of Object.entries(fields)) {
    if (!field.startsWith(`${name}_`)) continue
    const [, number, cell] = /^(\d{1,5})_([a-z]+)$/.exec(field.slice(name.length + 1)) ?? []
    if (number === undefined || cell === undefined) continue
    const row = rows.get(Number(number)) ?? {}
    row[cell] = value
    rows.set(Number(number), row)
  }
  return [...rows].toSorted(([a], [b]) => a - b).map(([, row]) => row)
}

/** What the form's buttons do with it before anything is saved. */
export type DraftEdit =
  | { kind: 'add'; to: 'closing' | 'opening' | `hours_${number}` }
  | { kind: 'remove'; from: string; row: number }
  | { kind: 'spread' }
  | { kind: 'always' }

/** Reads a button's value: `add-hours_1`, `remove-closing_3`, `spread`, `always`. Null: none of these. */
export function readEdit(value: string): DraftEdit | null {
  const [, kind, list, row] = /^(add|remove)-(closing|opening|hours_[0-6])(?:_(\d{1,5}))?$/.exec(value) ?? []
  if (value === 'spread' || value === 'always') return { kind: value }
  if (list === undefined) return null
  if (kind === 'remove') return row === undefined ? null : { kind, from: list, row: Number(row) }
  if (list === 'closing' || list === 'opening') return { kind: 'add', to: list }
  return { kind: 'add', to: `hours_${Number(list.slice(-1))}` }
}

export function edited(draft: HoursDraft, edit: DraftEdit): HoursDraft {
  switch (edit.kind) {
    case 'add':
      return added(draft, edit.to)
    case 'remove':
      return removed(draft, edit)
    case 'spread':
      // Monday's hours for the other days of the working week.
      return { ...draft, week: draft.week.map((day, n) => (n >= 2 && n <= 5 ? (draft.week[1] ?? []) : day)) }
    case 'always':
      return { ...draft, week: weekdays.map(() => [{ opens: '0:00', closes: '24:00', overnight: false }]) }
  }
}

/** Where the cursor belongs afterwards: in the new row, or on the button that adds to the shortened list. */
export function focusAfter(edit: DraftEdit, after: HoursDraft): string | null {
  if (edit.kind === 'remove') return `add-${edit.from}`
  if (edit.kind !== 'add') return null
  if (edit.to === 'closing') return `closing_${after.closings.length - 1}_from`
  if (edit.to === 'opening') return `opening_${after.openings.length - 1}_on`
  return `${edit.to}_${(after.week[Number(edit.to.slice(-1))]?.length ?? 1) - 1}_opens`
}

const emptyPeriod: PeriodDraft = { opens: '', closes: '', overnight: false }

function added(draft: HoursDraft, to: string): HoursDraft {
  if (to === 'closing') {
    return { ...draft, closings: [...draft.closings, { from: '', until: '', yearly: false, name: '' }] }
  }
  if (to === 'opening') {
    return { ...draft, openings: [...draft.openings, { on: '', name: '', ...emptyPeriod }] }
  }
  return onDay(draft, to, (day) => [...day, emptyPeriod])
}

function removed(draft: HoursDraft, { from, row }: { from: string; row: number }): HoursDraft {
  if (from === 'closing') return { ...draft, closings: draft.closings.toSpliced(row, 1) }
  if (from === 'opening') return { ...draft, openings: draft.openings.toSpliced(row, 1) }
  return onDay(draft, from, (day) => day.toSpliced(row, 1))
}

function onDay(draft: HoursDraft, list: string, change: (day: PeriodDraft[]) => PeriodDraft[]): HoursDraft {
  const weekday = Number(list.slice(-1))
  return { ...draft, week: draft.week.map((day, n) => (n === weekday ? change(day) : day)) }
}
