import { type Locale, type Translate, translatorFor } from '../../views/locales/index.ts'
import type { ConnectionProblem } from '../mail/connection-problem.ts'

/** Why a mail server cannot be used, and what to check, in one or two sentences. */
export function problemInWords(t: Translate, problem: ConnectionProblem): string {
  return t(`connection_problem.${problem.code}`, { ...problem, way: problem.way.toUpperCase() })
}

/** For what is stored of a connection's trouble: people read it, and each installation has its language. */
export function problemsIn(language: Locale): (problem: ConnectionProblem) => string {
  const t = translatorFor(language)
  return (problem) => problemInWords(t, problem)
}
