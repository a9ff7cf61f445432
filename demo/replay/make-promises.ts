import { keptCalendar } from '../../src/business-time/calendar.store.ts'
import { MINUTES_OF_DAY } from '../../src/business-time/calendar.ts'
import { setCalendar } from '../../src/business-time/set-calendar.ts'
import type { Db } from '../../src/db/database.ts'
import { askRecount, recountDue } from '../../src/target/recount.ts'
import { addTarget } from '../../src/target/set-target.ts'
import type { MailboxKey } from '../cast.ts'
import { promises } from '../targets.ts'
import { accepted } from './accepted.ts'
import { found, type Office } from './office.ts'

/** Promises for all threads of a mailbox, before the stories: their clocks run with them. @param at UTC ms */
export async function makePromises(db: Db, office: Office, at: number): Promise<void> {
  for (const promise of promises.filter(({ customers }) => customers === undefined)) {
    if (promise.isAlwaysOpen) await openAlways(db, office, promise.mailbox, at)
    await promiseOne(db, office, promise, null, at)
  }
}

/**
 * Promises to some customers, once there are their labels. What was late in the stories is late, and is told
 * nobody now: it was theirs to tell.
 *
 * @param now UTC ms
 */
export async function promiseMore(db: Db, office: Office, now: number): Promise<void> {
  for (const promise of promises) {
    if (promise.customers === undefined) continue
    const label = await db
      .selectFrom('labels')
      .select('id')
      .where('kind', '=', 'customer')
      .where('name', '=', promise.customers)
      .executeTakeFirstOrThrow()
    await promiseOne(db, office, promise, label.id, now)
  }
  for (const { id } of office.mailboxes.values()) await askRecount(db, { mailboxId: id })
  await recountDue(db, () => now)
}

async function openAlways(db: Db, office: Office, mailbox: MailboxKey, at: number): Promise<void> {
  const mailboxId = found(office.mailboxes, mailbox).id
  const { definition, version } = await keptCalendar(db, mailboxId)
  const week = definition.week.map(() => [{ opens: 0, closes: MINUTES_OF_DAY }])
  const always = { mailboxId, definition: { ...definition, week, region: null }, version }
  accepted(await setCalendar(db, found(office.people, 'nishimura'), always, at))
}

async function promiseOne(
  db: Db,
  office: Office,
  promise: (typeof promises)[number],
  customerLabelId: number | null,
  at: number,
): Promise<void> {
  const { mailbox, firstReply = null, nextReply = null, done = null, warnBefore } = promise
  const target = {
    mailboxId: found(office.mailboxes, mailbox).id,
    labelId: null,
    customerLabelId,
    limits: { first_reply: firstReply, next_reply: nextReply, done, warn_before: warnBefore },
  }
  accepted(await addTarget(db, found(office.people, 'nishimura'), target, at))
}
