import { LONGEST } from './target.ts'

export type SpanRefusal = 'unreadable' | 'not-positive' | 'too-long'

/**
 * Reads a span of business time as people write it: 90, 90分, 4時間, 1時間30分, 4h, 1h 30m, 1.5時間, 2:30. A
 * bare number is minutes. Full-width figures count.
 *
 * @returns whole business minutes; null for an empty field
 */
export function readSpan(typed: string): { minutes: number | null } | { refused: SpanRefusal } {
  const text = typed.normalize('NFKC').replaceAll(',', '').trim().toLowerCase()
  if (text === '') return { minutes: null }
  const minutes = spelled(text)
  if (minutes === null) return { refused: 'unreadable' }
  if (minutes < 1) return { refused: 'not-positive' }
  if (minutes > LONGEST) return { refused: 'too-long' }
  return { minutes: Math.round(minutes) }
}

function spelled(text: string): number | null {
  const [, sign = '', bare] = /^([-−]?)(\d{1,12}(?:\.\d{1,4})?)$/.exec(text) ?? []
  if (bare !== undefined) return Number(bare) * (sign ? -1 : 1)
  const [, hour, minute] = /^(\d{1,9}):([0-5]\d)$/.exec(text) ?? []
  if (hour !== undefined) return Number(hour) * 60 + Number(minute)
  const [whole, minus = '', hours, minutes] =
    /^([-−]?)(?:(\d{1,9}(?:\.\d{1,4})?)\s*(?:時間|hours?|hrs?|h))?\s*(?:(\d{1,9})\s*(?:分間?|minutes?|mins?|m))?$/.exec(
      text,
    ) ?? []
  if (whole === undefined || (hours === undefined && minutes === undefined)) return null
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (minus ? -1 : 1)
}
