import type { Target } from './channel.ts'
import type { Answer } from './post.ts'

export const problems = [
  'private',
  'insecure',
  'no-such-host',
  'timeout',
  'unreachable',
  'redirect',
  'refused',
  'busy',
  'no-number',
  'removed',
  'late',
] as const
export type Problem = (typeof problems)[number]

/** What became of an attempt. `words` are the server's own, without the channel's secrets. */
export type Outcome =
  | { is: 'sent'; words: string }
  | { is: 'failed'; problem: Problem; words: string; isFinal: boolean }

const WORDS = 200

/** Whether a message arrived; if not, why, and whether the same request could yet succeed. */
export function outcomeOf(answer: Answer, target: Target): Outcome {
  if ('problem' in answer) {
    const { problem, words } = answer
    const isFinal = problem === 'private' || problem === 'insecure'
    return { is: 'failed', problem, words: discreet(words, target), isFinal }
  }
  const { status } = answer
  const words = discreet(`${status} ${answer.words}`.trim(), target)
  if (status >= 200 && status < 300) return { is: 'sent', words }
  if (status >= 300 && status < 400) return { is: 'failed', problem: 'redirect', words, isFinal: true }
  if (status >= 500 || [408, 425, 429].includes(status)) {
    return { is: 'failed', problem: 'busy', words, isFinal: false }
  }
  return { is: 'failed', problem: 'refused', words, isFinal: true }
}

/** A server may say back what it was sent. */
function discreet(words: string, { kind, url, token }: Target): string {
  const path = kind !== 'chatwork' && URL.canParse(url) ? new URL(url) : null
  const secrets = [url, path && `${path.pathname}${path.search}`, path?.pathname, path?.search, token]
  return secrets
    .filter((secret) => typeof secret === 'string' && secret.length > 3)
    .reduce<string>((said, secret) => said.replaceAll(String(secret), '…'), words)
    .slice(0, WORDS)
}

const MINUTE = 60_000
const waits = [1, 2, 5, 15]

/**
 * When to try again after so many failed attempts: as long as it is worth something to be reached there.
 *
 * @returns UTC ms; null: somebody else is called by then
 */
export function nextTry(attempts: number, worthUntil: number, now: number): number | null {
  const at = now + (waits[attempts - 1] ?? waits.at(-1) ?? 15) * MINUTE
  return at < worthUntil ? at : null
}
