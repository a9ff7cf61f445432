import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import { loadCalendar } from '../business-time/calendar.store.ts'
import type { Db } from '../db/database.ts'
import { factsOf } from './facts.store.ts'
import { fires, type Rule } from './rule.ts'

/** Threads on which a rule is tried out. */
export const TRIED = 100

/** What a rule would have fired on. */
export type Trial = {
  tried: number
  matched: { threadId: number; subject: string; from: string; at: number }[]
}

/**
 * Tries a rule on the newest threads that this person sees, with the last mail that came in on each. It changes
 * nothing and calls nobody.
 *
 * @param now UTC ms
 */
export async function tryRule(
  db: Db,
  viewer: Viewer,
  { mailboxId, rule }: { mailboxId: number; rule: Rule },
  now: number,
): Promise<Trial> {
  const threads = await db
    .selectFrom('threads')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .where('folder', '=', 'inbox')
    .where(visibleThreads(viewer))
    .orderBy('last_at', 'desc')
    .limit(TRIED)
    .execute()
  const calendar = await loadCalendar(db, mailboxId, now)
  const trial: Trial = { tried: 0, matched: [] }
  for (const thread of threads) {
    const mail = await db
      .selectFrom('messages')
      .selectAll()
      .where('thread_id', '=', thread.id)
      .where('direction', '=', 'inbound')
      .where('kind', '!=', 'bounce')
      .orderBy('received_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!mail) continue
    trial.tried++
    const facts = await factsOf(db, { mail, thread, calendar }, [rule], now)
    if (!fires(rule, facts)) continue
    const from = mail.from_name || mail.from_address
    trial.matched.push({ threadId: thread.id, subject: mail.subject, from, at: mail.received_at })
  }
  return trial
}
