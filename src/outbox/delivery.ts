import { type ConnectionProblem, problemSentence } from '../mail/connection-problem.ts'
import type { SmtpOutcome } from '../mail/smtp.ts'

const MINUTE = 60_000
/** Greylisting hosts accept a second try after a few minutes; a server that is down is not asked for ever. */
const waits = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE)
const LAST_WAIT = 24 * 60 * MINUTE
/** About five days, after which mail servers give up too (RFC 5321, section 4.5.4.1). */
const MOST_ATTEMPTS = 12

/** How long to wait (ms) after so many attempts, from 1; null: no further one. */
export function waitAfter(attempts: number): number | null {
  if (attempts >= MOST_ATTEMPTS) return null
  return waits[attempts - 1] ?? LAST_WAIT
}

/** What the outbox notes after an attempt. `words`: the server's, or one sentence of ours. */
export type Delivery =
  | { state: 'sent'; words: string }
  | { state: 'queued'; words: string; nextTryAt: number }
  | { state: 'failed'; words: string }
  | { state: 'uncertain'; words: string }

/** Decides what becomes of a reply. Only an attempt of which not a whole mail can have arrived is repeated. */
export function afterAttempt(
  outcome: SmtpOutcome,
  attempts: number,
  now: number,
  say: (problem: ConnectionProblem) => string = problemSentence,
): Delivery {
  if ('accepted' in outcome) return { state: 'sent', words: outcome.accepted.reply }
  if ('uncertain' in outcome) return uncertain(outcome.uncertain)
  const words = 'refused' in outcome ? outcome.refused.reply : say(outcome.unreachable)
  const wait = 'refused' in outcome && outcome.refused.permanent ? null : waitAfter(attempts)
  return wait === null ? { state: 'failed', words } : { state: 'queued', words, nextTryAt: now + wait }
}

/** Whoever reads the words must not take it for a failure and send it a second time. */
export function uncertain(why: string): Delivery {
  return { state: 'uncertain', words: `it is not known whether the server took the mail: ${why}` }
}

/** When the copy for Sent is tried again (UTC ms); null: given up. The mail itself is out and stays out. */
export function appendAgainAt(attempts: number, now: number): number | null {
  const wait = waitAfter(attempts)
  return wait === null ? null : now + wait
}
