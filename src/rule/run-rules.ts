import type { Db } from '../db/database.ts'
import type { Log } from '../log.ts'
import { applyRules } from './apply-rules.ts'
import { remindReviews } from './remind-reviews.ts'

type Parts = { db: Db; log: Log; clock: () => number; wake: () => void }

/** The timetable's part of the rules: what they did is logged, and whom they call is mailed at once. */
export async function runRules(
  { db, log, clock, wake }: Parts,
  mailNow: () => void,
  stop: AbortSignal,
): Promise<void> {
  const { mails, hits, failed } = await applyRules(db, clock, stop)
  for (const { messageId, error } of failed)
    log.room('rule').warn('a mail that the rules could not look at', { messageId, error: String(error) })
  if (hits === 0) return
  log.room('rule').info('rules', { mails, hits })
  wake()
  mailNow()
}

export async function remindOfRules({ db, clock }: Parts, mailNow: () => void): Promise<void> {
  if ((await remindReviews(db, clock())) > 0) mailNow()
}
