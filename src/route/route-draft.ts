import { levelNear, usualSuggestion } from '../escalation/criteria.ts'
import { FRONT_LINE } from '../escalation/escalation.ts'
import type { Ladder, Level, Route } from '../escalation/route.ts'

/** The form of a route as it was typed: nothing in it need make sense yet. */
export type RouteDraft = {
  inside: RungDraft[]
  /** Null: no other ladder outside hours. */
  outside: RungDraft[] | null
  urgentIgnoresHours: boolean
  repeat: string
  remind: string
  /** By urgency, then by impact. */
  matrix: string[][]
  expert: string
}

export type RungDraft = {
  level: string
  title: string
  primary: string
  backup: string
  accept: string
  decide: string
  calls: CallDraft[]
}

export type CallDraft = { channel: string; minutes: string }

/** Fields by name, each at most once. */
export type Fields = Readonly<Record<string, string>>

const weights = [1, 2, 3] as const

export function draftOf(route: Route): RouteDraft {
  const { matrix, expert } = route.suggests ?? usualSuggestion
  const draft = {
    inside: rungDrafts(route.ladder),
    outside: route.outside && rungDrafts(route.outside),
    urgentIgnoresHours: route.urgentIgnoresHours,
    repeat: String(route.repeatMinutes),
    remind: String(route.remindMinutes),
    matrix: matrix.map((row) => row.map(String)),
    expert: String(expert),
  }
  return fitted(draft)
}

function rungDrafts(ladder: Ladder): RungDraft[] {
  return ladder.map((rung: Level) => ({
    level: String(rung.level),
    title: rung.title,
    primary: rung.primaryId === null ? '' : String(rung.primaryId),
    backup: rung.backupId === null ? '' : String(rung.backupId),
    accept: String(rung.minutesToAccept),
    decide: String(rung.minutesToDecide),
    calls: rung.calls.map(({ channel, minutes }) => ({ channel, minutes: String(minutes) })),
  }))
}

/** Reads the form's fields: `inside_0_title`, `outside_1_call_0_minutes`, `matrix_3_1`. Gaps close up. */
export function draftFrom(fields: Fields): RouteDraft {
  return fitted({
    inside: rungsFrom(fields, 'inside'),
    outside: fields.outside === undefined ? null : rungsFrom(fields, 'outside'),
    urgentIgnoresHours: fields.urgent !== undefined,
    repeat: fields.repeat ?? '',
    remind: fields.remind ?? '',
    matrix: weights.map((urgency) => weights.map((impact) => fields[`matrix_${urgency}_${impact}`] ?? '')),
    expert: fields.expert ?? '',
  })
}

function rungsFrom(fields: Fields, ladder: string): RungDraft[] {
  const rungs = rowsOf(fields, `${ladder}_`).map(([n, cells]) => ({
    level: cells.level ?? '',
    title: cells.title ?? '',
    primary: cells.primary ?? '',
    backup: cells.backup ?? '',
    accept: cells.accept ?? '',
    decide: cells.decide ?? '',
    calls: rowsOf(fields, `${ladder}_${n}_call_`).map(([, call]) => ({
      channel: call.channel ?? '',
      minutes: call.minutes ?? '',
    })),
  }))
  // A level between two others is typed beneath them, and stands where its number belongs.
  return rungs.toSorted((a, b) => numberOf(a.level) - numberOf(b.level))
}

/** A number as people type it, full-width digits too; what is none comes last. */
export function numberOf(typed: string): number {
  const digits = typed.normalize('NFKC').trim()
  return /^\d{1,6}$/.test(digits) ? Number(digits) : Number.MAX_SAFE_INTEGER
}

function rowsOf(fields: Fields, before: string): [number, Record<string, string>][] {
  const rows = new Map<number, Record<string, string>>()
  for (const [field, value] of Object.entries(fields)) {
    if (!field.startsWith(before)) continue
    const [, number, cell] = /^(\d{1,5})_([a-z]+)(?:_|$)/.exec(field.slice(before.length)) ?? []
    if (number === undefined || cell === undefined) continue
    const row = rows.get(Number(number)) ?? {}
    row[cell] = value
    rows.set(Number(number), row)
  }
  return [...rows].toSorted(([a], [b]) => a - b)
}

/** The matrix names levels that the ladder has: what stood for one that is gone stands for the next above it. */
export function fitted(draft: RouteDraft): RouteDraft {
  const levels = draft.inside.map(({ level }) => numberOf(level)).filter((level) => level > FRONT_LINE)
  const near = (typed: string) => String(levelNear(numberOf(typed), levels))
  return { ...draft, matrix: draft.matrix.map((row) => row.map(near)), expert: near(draft.expert) }
}
