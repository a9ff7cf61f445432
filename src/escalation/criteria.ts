import { FRONT_LINE } from './escalation.ts'

/** How much each criterion weighs in this case: 1 low, 2 middle, 3 high. */
export type Criteria = { urgency: Weight; expertise: Weight; impact: Weight }
export type Weight = 1 | 2 | 3

export const criteriaNames = ['urgency', 'expertise', 'impact'] as const

/** Level by urgency and impact: `matrix[urgency - 1][impact - 1]`. Each mailbox may have its own. */
export type Matrix = readonly (readonly number[])[]

export const defaultMatrix: Matrix = [
  [2, 2, 3],
  [2, 3, 3],
  [2, 3, 4],
]

/** Which level the criteria suggest. `expert`: the lowest one for what needs a specialist. */
export type Suggestion = { matrix: Matrix; expert: number }

export const usualSuggestion: Suggestion = { matrix: defaultMatrix, expert: FRONT_LINE + 2 }

/**
 * The level that the criteria suggest: the matrix by urgency and impact, and a higher one where the matter is
 * beyond what the level below could know.
 *
 * @param levels those that the route has, from the lowest
 */
export function suggestedLevel(
  criteria: Criteria,
  { matrix, expert }: Suggestion,
  levels: readonly number[],
): number {
  const by = matrix[criteria.urgency - 1]?.[criteria.impact - 1] ?? FRONT_LINE + 1
  return levelNear(criteria.expertise === 3 ? Math.max(by, expert) : by, levels)
}

/** The lowest level of a ladder that is high enough, or else its highest. */
export function levelNear(wanted: number, levels: readonly number[]): number {
  return levels.find((level) => level >= wanted) ?? levels.at(-1) ?? FRONT_LINE + 1
}
