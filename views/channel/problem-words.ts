import { type Problem, problems } from '../../src/channel/outcome.ts'
import type { Reader } from '../reader.ts'

/** Why a message did not arrive, and what to do; with the server's own words. */
export function problemWords({ t }: Reader, problem: string | null, words: string | null): string {
  return isProblem(problem) ? t(`channel_problem.${problem}`, { words: words ?? '' }) : ''
}

function isProblem(problem: string | null): problem is Problem {
  return problems.some((one) => one === problem)
}
