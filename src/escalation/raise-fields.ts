import { z } from 'zod'
import type { RaiseValues } from '../../views/escalation/raise-form.tsx'
import { fromLocalTime } from '../web/local-time.ts'
import type { lineNames, Report } from './report.ts'

const text = () => z.string().default('')
const isFact = () => z.enum(['fact', 'guess']).default('fact')
const weight = () =>
  z.coerce
    .number()
    .pipe(z.union([z.literal(1), z.literal(2), z.literal(3)]))
    .default(1)
const id = () => z.coerce.number().int().positive().nullable().default(null)

const reportLines = {
  when: text(),
  when_is: isFact(),
  where: text(),
  where_is: isFact(),
  who: text(),
  who_is: isFact(),
  what: text(),
  what_is: isFact(),
  why: text(),
  why_is: isFact(),
  how: text(),
  how_is: isFact(),
  tried: text(),
  options: text(),
  wanted: text(),
}

/** A report as its form sends it, with the version that its writer had in view. */
export const reportFormSchema = z.object({
  ...reportLines,
  version: z.coerce.number().int().default(0),
  message: id(),
})

/** The sheet on which somebody raises, as its form sends it. */
export const raiseFormSchema = z.object({
  kind: z
    .enum(['instruction', 'question', 'takeover', 'other_dept', 'customer_notice'])
    .default('instruction'),
  urgency: weight(),
  expertise: weight(),
  impact: weight(),
  ...reportLines,
  wanted_by: text(),
  of: text(),
  level: text(),
  level_reason: text(),
  comment: id(),
  message: id(),
  report: id(),
  /** The past case whose decision is to be proposed: the form comes back with it. */
  use: id(),
  party: text(),
})

/** @returns what was typed, and when the decision is wanted in UTC ms (null: no time, or none that can be read) */
export function valuesOf(
  form: z.infer<typeof raiseFormSchema>,
  timeZone: string,
): { values: RaiseValues; wantedBy: number | null } {
  const report = reportIn(form)
  return {
    values: {
      kind: form.kind,
      report,
      urgency: form.urgency,
      expertise: form.expertise,
      impact: form.impact,
      level: form.level,
      levelReason: form.level_reason,
      of: form.of,
      wantedBy: form.wanted_by,
      commentId: form.comment,
      messageId: form.message,
      reportId: form.report,
      party: form.party,
    },
    wantedBy: form.wanted_by === '' ? null : fromLocalTime(form.wanted_by, timeZone),
  }
}

/** The report that a form says. */
export function reportIn(form: Pick<z.infer<typeof raiseFormSchema>, keyof typeof reportLines>): Report {
  const line = (name: (typeof lineNames)[number]) => ({
    text: form[name].trim(),
    isGuess: form[`${name}_is`] === 'guess',
  })
  return {
    when: line('when'),
    where: line('where'),
    who: line('who'),
    what: line('what'),
    why: line('why'),
    how: line('how'),
    tried: form.tried.trim(),
    options: form.options
      .split('\n')
      .map((option) => option.trim())
      .filter((option) => option !== ''),
    wanted: form.wanted.trim(),
  }
}
