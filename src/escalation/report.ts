/** The lines of a 5W1H report, in the order in which they are read. */
export const lineNames = ['when', 'where', 'who', 'what', 'why', 'how'] as const
export type LineName = (typeof lineNames)[number]

/** One line: what is said, and whether it is known or guessed. */
export type Line = { text: string; isGuess: boolean }

export type Report = Record<LineName, Line> & {
  /** What the team has tried already. */
  tried: string
  /** Ways to choose between, if any. */
  options: readonly string[]
  /** The decision that is wanted. */
  wanted: string
}

/** Longest line, in characters. */
export const LINE_LIMIT = 4000
export const OPTIONS_LIMIT = 6

/**
 * What a superior cannot decide without. Its absence is shown beside the field and on the page, and never
 * stops an alarm.
 */
export const essentials = ['what', 'wanted'] as const
export type Essential = (typeof essentials)[number]

export function missingIn(report: Report): Essential[] {
  return essentials.filter((name) => (name === 'wanted' ? report.wanted : report[name].text).trim() === '')
}

export type ReportField = LineName | 'tried' | 'wanted' | 'options'

/** The first field that is too long to be kept, or null. */
export function tooLong(report: Report): ReportField | null {
  const long = (text: string) => text.length > LINE_LIMIT
  const line = lineNames.find((name) => long(report[name].text))
  if (line) return line
  if (long(report.tried)) return 'tried'
  if (long(report.wanted)) return 'wanted'
  return report.options.length > OPTIONS_LIMIT || report.options.some(long) ? 'options' : null
}

export function emptyReport(): Report {
  const line = { text: '', isGuess: false }
  const lines = { when: line, where: line, who: line, what: line, why: line, how: line }
  return { ...lines, tried: '', options: [], wanted: '' }
}
