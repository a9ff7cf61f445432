import type { RouteProblem } from '../../src/escalation/route-problems.ts'
import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'

/** By field, in words: what stops saving, and what only should be known. */
export type ProblemWords = {
  refused: Readonly<Record<string, string>>
  warned: Readonly<Record<string, string>>
}

export function problemWords(
  reader: Reader,
  problems: readonly RouteProblem[],
  nameOf: (accountId: number) => string,
): ProblemWords {
  const words: { [Weight in RouteProblem['weight']]: Record<string, string> } = { refused: {}, warned: {} }
  for (const problem of problems) {
    const name = problem.accountId === null ? '' : nameOf(problem.accountId)
    words[problem.weight][fieldOf(problem)] ??= reader.t(`route_problem.${problem.what}`, { name })
  }
  return words
}

/** The name of the field that a problem stands beside. */
export function fieldOf({ ladder, row, of, what }: RouteProblem): string {
  if (row !== null) return `${ladder}_${row}_${of ?? 'row'}`
  if (what === 'nobody_outside') return 'urgent'
  return of ?? ladder
}

/** For the top of the page, where no row stands beside them: each says which row it means. */
export function wordsInSummary(
  reader: Reader,
  words: Readonly<Record<string, string>>,
  titles: Readonly<Record<'inside' | 'outside', readonly string[]>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).map(([field, said]) => {
      const [, ladder, row] = /^(inside|outside)_(\d+)_/.exec(field) ?? []
      if ((ladder !== 'inside' && ladder !== 'outside') || row === undefined) return [field, said]
      const title = titles[ladder][Number(row)] || String(Number(row) + 1)
      const whose = ladder === 'outside' ? `${reader.t('route.outside')} ${title}` : title
      return [field, `${whose}${reader.locale === 'ja' ? '：' : ': '}${said}`]
    }),
  )
}

/** What is to be known of a row, under it. It stops nothing. */
export function Warnings({ names, words }: { names: readonly string[]; words: ProblemWords['warned'] }) {
  return (
    <>
      {names.map((name) =>
        words[name] ? (
          <p class="warned" id={`f-${name}-warning`}>
            <Icon name="warning" />
            {words[name]}
          </p>
        ) : null,
      )}
    </>
  )
}
