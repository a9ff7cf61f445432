import { fold } from '../search/tokens.ts'

/** Longest pattern, in characters, and how many one condition may have. */
export const PATTERN_LIMIT = 200
export const MOST_PATTERNS = 100

/**
 * A pattern of plain words, folded as the search folds (width, case), in which `*` stands for any text. People
 * write no regular expressions, so none can be written that takes forever: every piece between two stars is
 * looked for once, from where the one before ended.
 *
 * @param within whether the pattern may stand anywhere in the text, or must be all of it
 */
export function matchesPattern(pattern: string, text: string, within: boolean): boolean {
  const pieces = foldWords(pattern).split('*')
  const whole = pieces.join('')
  if (whole === '') return false
  const folded = foldWords(text)
  if (within) return inOrder(pieces, folded, 0, folded.length)
  const [first = '', ...rest] = pieces
  const last = rest.pop()
  if (last === undefined) return folded === first
  const room = folded.length - first.length - last.length
  if (room < 0 || !folded.startsWith(first) || !folded.endsWith(last)) return false
  return inOrder(rest, folded, first.length, folded.length - last.length)
}

/** Whether any of the patterns matches. */
export function matchesAny(patterns: readonly string[], text: string, within: boolean): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, text, within))
}

/** Folded, with one space where there are several, so that a broken line of a mail hides no words. */
export function foldWords(text: string): string {
  return fold(text).replace(/\s+/gu, ' ').trim()
}

function inOrder(pieces: readonly string[], text: string, from: number, until: number): boolean {
  let at = from
  for (const piece of pieces) {
    const found = text.indexOf(piece, at)
    if (found < 0 || found + piece.length > until) return false
    at = found + piece.length
  }
  return true
}
