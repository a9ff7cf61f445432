import { type Locale, translatorFor } from '../../views/locales/index.ts'
import type { Db } from '../db/database.ts'
import { settleAttempt } from './delivery.store.ts'
import { leaseDue } from './lease.store.ts'
import { settleAbandoned } from './send-due.ts'

/**
 * Ends the waiting of replies whose mailbox has left the configuration: nobody sends them any more, so they have
 * failed, and their writers are told. Should the mailbox return, they can be tried again by hand.
 *
 * @param clock now, UTC ms
 * @returns how many
 */
export async function failRetired(db: Db, language: Locale, clock: () => number): Promise<number> {
  const words = translatorFor(language)('refusal.mailbox_retired')
  await settleAbandoned(db, new Map(), clock)
  let failed = 0
  for (const mailboxId of await retiredWithReplies(db)) {
    for (;;) {
      const [leased] = await leaseDue(db, mailboxId, clock(), { dueBy: Number.MAX_SAFE_INTEGER })
      if (!leased) break
      const at = { appendSent: false, now: clock() }
      if (await settleAttempt(db, leased, { state: 'failed', words }, at)) failed++
    }
  }
  return failed
}

async function retiredWithReplies(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('mailboxes', 'mailboxes.id', 'outbox.mailbox_id')
    .select('mailboxes.id')
    .distinct()
    .where('outbox.state', '=', 'queued')
    .where('mailboxes.retired_at', 'is not', null)
    .execute()
  return rows.map((row) => row.id)
}
