import { z } from 'zod'
import { isTimeZone } from '../account/account.ts'
import type { Calendar, Closing, ExtraOpening, Period } from './calendar.ts'

/** A calendar as it is set and kept: without the holidays, which are looked up anew as laws change. */
export type Definition = Omit<Calendar, 'holidays'>

/** Monday to Friday, 9:00 to 18:00; Japan's holidays where the mailbox is in Japan. */
export function usualDefinition(timeZone: string): Definition {
  const office: Period[] = [{ opens: 9 * 60, closes: 18 * 60 }]
  return {
    timeZone,
    week: [[], office, office, office, office, office, []],
    region: timeZone === 'Asia/Tokyo' || timeZone === 'Japan' ? 'JP' : null,
    closings: [],
    openings: [],
  }
}

export function writeDefinition({ timeZone, week, region, closings, openings }: Definition): string {
  return JSON.stringify({ timeZone, week, region, closings, openings })
}

/** @throws when the text is none of ours */
export function readDefinition(text: string): Definition {
  return kept.parse(JSON.parse(text))
}

const period: z.ZodType<Period> = z.object({ opens: z.int(), closes: z.int() })
const closing: z.ZodType<Closing> = z.object({
  from: z.string(),
  until: z.string(),
  yearly: z.boolean(),
  name: z.string(),
})
const opening: z.ZodType<ExtraOpening> = z.object({
  on: z.string(),
  periods: z.array(period),
  name: z.string(),
})
const kept: z.ZodType<Definition> = z.object({
  timeZone: z.string().refine(isTimeZone),
  week: z.array(z.array(period)).length(7),
  region: z.string().nullable(),
  closings: z.array(closing),
  openings: z.array(opening),
})
