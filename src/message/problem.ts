import type { Reader } from '../../views/reader.ts'
import { isMailProblem } from '../mail/parsed-mail.ts'

/** Why a mail could not be understood, in the reader's language. */
export function problemInWords(reader: Reader, code: string): string {
  return reader.t(`problem.${isMailProblem(code) ? code : 'unreadable'}`)
}
