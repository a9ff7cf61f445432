/** Longest text that is kept of an answer, in characters; all of it is in the original. */
const KEPT = 50_000

export const LINE_BREAKS = /[\r\n]+/g

/** PostgreSQL refuses NUL in text. */
export function storable(text: string): string {
  return text.slice(0, KEPT).replaceAll('\0', '').toWellFormed()
}
