/** One wrong place in the configuration: the key, what was found there, and what belongs there. */
export type ConfigProblem = { key: string; found: string; expected: string }

/** The configuration cannot be used. The message says every problem in words; no password stands in it. */
export class WrongConfig extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly ConfigProblem[],
  ) {
    super([`The configuration ${file} cannot be used:`, ...problems.map(inWords)].join('\n'))
  }
}

function inWords({ key, found, expected }: ConfigProblem): string {
  return `  ${key}: found ${found}, expected ${expected}`
}

/** What stood there, short enough for one line and silent about passwords. */
export function foundInWords(key: string, value: unknown): string {
  if (value === undefined) return 'nothing'
  if (/(^|\.)(password|database\.url)$/.test(key))
    return value === '' ? 'an empty text' : 'a value (not shown here)'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) return 'a table'
  // A URL may carry a password wherever it was put.
  const words = JSON.stringify(value).replace(/:\/\/[^\s/]*@/, '://…@')
  return words.length > 60 ? `${words.slice(0, 57)}…` : words
}
