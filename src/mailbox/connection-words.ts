import type { Translate } from '../../views/locales/index.ts'
import type { ConnectionProblem } from '../mail/connection-problem.ts'

/** Why a mail server cannot be used, and what to check, in one or two sentences. */
export function problemInWords(t: Translate, problem: ConnectionProblem): string {
  return t(`connection_problem.${problem.code}`, { ...problem, way: problem.way.toUpperCase() })
}
