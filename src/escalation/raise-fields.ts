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

/** The sheet on which somebody raises, as its form sends it. */
export const raiseFormSchema = z.object({
  kind: z.enum(['instruction', 'question', 'takeover', 'customer_notice']).default('instruction'),
  urgency: weight(),
  expertise: weight(),
  impact: weight(),
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
  wanted_by: text(),
  of: text(),
  level: text(),
  level_reason: text(),
  comment: id(),
  message: id(),
})

/** @returns what was typed, and when the decision is wanted in UTC ms (null: no time, or none that can be read) */
export function valuesOf(
  form: z.infer<typeof raiseFormSchema>,
  timeZone: string,
): { values: RaiseValues; wantedBy: number | null } {
  const line = (name: (typeof lineNames)[number]) => ({
    text: form[name].trim(),
    isGuess: form[`${name}_is`] === 'guess',
  })
  const report: Report = {
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
    },
    wantedBy: form.wanted_by === '' ? null : fromLocalTime(form.wanted_by, timeZone),
  }
}
