import { sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'

/** Whoever has more looks after the older ones first. */
const SHOWN = 100

export type HeldRow = Row<'mail_answers'> & {
  thread_subject: string | null
  account: string | null
  email: string | null
}

/**
 * The answers by mail that wait for this viewer: in threads that they see, where they supervise or the notification
 * was theirs; and of mailboxes that they supervise, those of which nobody knows the thread. Oldest first.
 */
export async function heldAnswersFor(db: Db, viewer: Viewer): Promise<HeldRow[]> {
  const supervised = [0, ...[...viewer.roles.keys()].filter((id) => maySupervise(viewer, id))]
  const held = db
    .selectFrom('mail_answers')
    .leftJoin('accounts', 'accounts.id', 'mail_answers.account_id')
    .selectAll('mail_answers')
    .select(['accounts.name as account', 'accounts.email'])
    // As the partial index of what is held has it.
    .where(sql<boolean>`mail_answers.outcome = 'held'`)
    .orderBy('mail_answers.id')
    .limit(SHOWN)
  const [ofThreads, others] = await Promise.all([
    held
      .innerJoin('threads', 'threads.id', 'mail_answers.thread_id')
      .select('threads.subject as thread_subject')
      .where('mail_answers.mailbox_id', 'in', [0, ...viewer.roles.keys()])
      .where(visibleThreads(viewer))
      .where((eb) =>
        eb.or([
          eb('mail_answers.mailbox_id', 'in', supervised),
          eb('mail_answers.account_id', '=', viewer.accountId),
        ]),
      )
      .execute(),
    held
      .select(sql<null>`null`.as('thread_subject'))
      .where('mail_answers.mailbox_id', 'in', supervised)
      .where('mail_answers.thread_id', 'is', null)
      .execute(),
  ])
  return [...ofThreads, ...others].toSorted((a, b) => a.id - b.id).slice(0, SHOWN)
}
