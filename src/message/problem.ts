import type { Reader } from '../../views/reader.ts'
import type { MailProblem } from '../mail/parsed-mail.ts'

const known: MailProblem[] = [
  'too-large',
  'header-too-large',
  'too-many-parts',
  'too-deep',
  'timed-out',
  'unreadable',
  'html-left-out',
]

/** Why a mail could not be understood, in the reader's language. */
export function problemInWords(reader: Reader, code: string): string {
  const problem = known.find((word) => word === code) ?? 'unreadable'
  return reader.t(`problem.${problem}`)
}
