import { afterBusinessMinutes } from '../business-time/business-time.ts'
import { loadCalendar } from '../business-time/calendar.store.ts'
import type { Calendar } from '../business-time/calendar.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { lockWhereItStands } from '../thread/thread.store.ts'
import { act, type Fired } from './act.ts'
import { factsOf } from './facts.store.ts'
import { type KeptRule, rulesIn } from './rule.store.ts'
import { fires, looksAgainAfter } from './rule.ts'

/** Then others get their turn; the next run goes on. */
const AT_ONCE = 200
/** A mail that cannot be looked at is tried again after so long, ms, and so often. */
const AGAIN_AFTER = 60_000
const TRIES = 5

export type Applied = { mails: number; hits: number; failed: { messageId: number; error: unknown }[] }

/**
 * Lets the rules look at the mails that wait for it, each in a transaction of its own: what a rule orders, its hit
 * and the row that ordered the look are one commit, so that nothing is done twice and nothing is left out.
 *
 * @param clock now, UTC ms
 */
export async function applyRules(db: Db, clock: () => number, stop?: AbortSignal): Promise<Applied> {
  const due = await db
    .selectFrom('rule_due')
    .innerJoin('messages', 'messages.id', 'rule_due.message_id')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .select(['rule_due.id', 'rule_due.message_id', 'threads.mailbox_id'])
    .where('rule_due.due_at', '<=', clock())
    .orderBy('rule_due.due_at')
    .orderBy('rule_due.id')
    .limit(AT_ONCE)
    .execute()
  const applied: Applied = { mails: 0, hits: 0, failed: [] }
  const calendars = new Map<number, Calendar>()
  for (const { id, message_id: messageId, mailbox_id: mailboxId } of due) {
    if (stop?.aborted) break
    const calendar = calendars.get(mailboxId) ?? (await loadCalendar(db, mailboxId, clock()))
    calendars.set(mailboxId, calendar)
    try {
      applied.hits += await applyTo(db, id, calendar, clock())
      applied.mails++
    } catch (error) {
      applied.failed.push({ messageId, error })
      await postpone(db, id, clock())
    }
  }
  return applied
}

/** @returns how many rules fired */
function applyTo(db: Db, dueId: number, calendar: Calendar, now: number): Promise<number> {
  return transact(db, async (tx) => {
    const due = await tx.deleteFrom('rule_due').where('id', '=', dueId).returningAll().executeTakeFirst()
    if (!due) return 0
    const fired = await firedOn(tx, due.message_id, calendar)
    if (!fired) return 0
    const all = (await rulesIn(tx, fired.thread.mailbox_id)).filter((kept) => kept.enabled_at !== null)
    const looking = due.rule_id === null ? all : all.filter((kept) => kept.id === due.rule_id)
    if (looking.length === 0) return 0
    const facts = await factsOf(
      tx,
      fired,
      looking.map(({ rule }) => rule),
      now,
    )
    let hits = 0
    for (const kept of looking) {
      if (fires(kept.rule, facts)) {
        if (await hit(tx, kept, fired, now)) hits++
      } else if (due.rule_id === null) await lookAgain(tx, kept, fired)
    }
    return hits
  })
}

async function firedOn(tx: Db, messageId: number, calendar: Calendar): Promise<Fired | null> {
  const mail = await tx.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst()
  const thread = mail && (await lockWhereItStands(tx, mail.thread_id))
  return mail && thread && thread.folder === 'inbox' ? { mail, thread, calendar } : null
}

/** What no mail has brought by then is due by the clock: a row now. */
async function lookAgain(tx: Db, kept: KeptRule, { mail, calendar }: Fired): Promise<void> {
  const minutes = looksAgainAfter(kept.rule)
  const at = minutes === null ? null : afterBusinessMinutes(calendar, mail.received_at, minutes)
  if (at === null) return
  await tx.insertInto('rule_due').values({ message_id: mail.id, rule_id: kept.id, due_at: at }).execute()
}

/** @returns whether it is the first time for this mail and rule */
async function hit(tx: Db, kept: KeptRule, fired: Fired, now: number): Promise<boolean> {
  const { mail, thread } = fired
  const { escalate } = kept.rule.actions
  const written = await tx
    .insertInto('rule_hits')
    .values({
      rule_id: kept.id,
      version: kept.version,
      message_id: mail.id,
      thread_id: thread.id,
      at: now,
      suggests: escalate?.by === 'suggest' ? escalate.level : null,
      done: '',
      refused: '',
    })
    .onConflict((conflict) => conflict.columns(['rule_id', 'message_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) return false
  const acted = await act(tx, kept, fired, now)
  const words = { done: acted.done.join(','), refused: acted.refused.join(',') }
  await tx.updateTable('rule_hits').set(words).where('id', '=', written.id).execute()
  await tx
    .updateTable('rules')
    .set((eb) => ({ hits: eb('hits', '+', 1) }))
    .where('id', '=', kept.id)
    .execute()
  await recordEvent(tx, {
    at: now,
    kind: 'rule_applied',
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: null,
    // The name as it was: the rule may be called otherwise one day.
    facts: { rule: kept.id, version: kept.version, name: kept.rule.name, ...words },
  })
  return true
}

async function postpone(db: Db, id: number, now: number): Promise<void> {
  const row: Row<'rule_due'> | undefined = await db
    .updateTable('rule_due')
    .set((eb) => ({ tries: eb('tries', '+', 1), due_at: now + AGAIN_AFTER }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  if (row && row.tries >= TRIES) await db.deleteFrom('rule_due').where('id', '=', id).execute()
}
