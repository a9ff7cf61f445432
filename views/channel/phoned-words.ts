import { callOutcomes } from '../../src/channel/call-outcome.ts'
import type { Reader } from '../reader.ts'

/** What a step keeps of a call by telephone, in the reader's words: the outcome, and what was noted. */
export function phonedWords({ t }: Reader, words: string | null): string {
  const [code, ...noted] = (words ?? '').split('\n')
  const outcome = callOutcomes.find((one) => one === code)
  const note = noted.join(' ').trim()
  if (outcome === undefined) return words ?? ''
  return note === '' ? t(`call.${outcome}`) : `${t(`call.${outcome}`)}: ${note}`
}
