import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { lockWhereItStands, type Thread } from '../thread/thread.store.ts'
import { remindByMail } from './remind-by-mail.ts'
import { nextReminder } from './reminders.ts'

/** Then others get their turn; the next run goes on. */
const AT_ONCE = 100

/**
 * Reminds both sides of the waits that are due or soon will be: the department that was asked, and whoever
 * asked and is responsible now. Each reminder is made once, in one transaction with the time of the next.
 *
 * @param clock now, UTC ms
 * @returns how many waits were reminded of
 */
export async function remindWaits(db: Db, clock: () => number, stop?: AbortSignal): Promise<number> {
  const due = await db
    .selectFrom('waits')
    .select(['id', 'thread_id'])
    .where('remind_at', 'is not', null)
    .where('remind_at', '<=', clock())
    .orderBy('remind_at')
    .limit(AT_ONCE)
    .execute()
  let made = 0
  for (const wait of due) {
    if (stop?.aborted) break
    if (await remind(db, wait, clock())) made++
  }
  return made
}

function remind(db: Db, { id, thread_id }: { id: number; thread_id: number }, now: number): Promise<boolean> {
  return transact(db, async (tx) => {
    const thread = await lockWhereItStands(tx, thread_id)
    const wait = await tx
      .selectFrom('waits')
      .selectAll()
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where('remind_at', '<=', now)
      .executeTakeFirst()
    if (!thread || !wait) return false
    const reminders = wait.reminders + 1
    const next = nextReminder({ openedAt: wait.opened_at, dueAt: wait.due_at }, reminders, now)
    await tx.updateTable('waits').set({ reminders, remind_at: next }).where('id', '=', wait.id).execute()
    await tell(tx, thread, { ...wait, reminders }, now)
    await remindByMail(tx, thread, wait, now)
    return true
  })
}

async function tell(tx: Db, thread: Thread, wait: Row<'waits'>, now: number): Promise<void> {
  const members =
    wait.group_id === null
      ? []
      : await tx
          .selectFrom('group_members')
          .select('account_id')
          .where('group_id', '=', wait.group_id)
          .execute()
  const people = [wait.opened_by, thread.assignee_id, ...members.map((row) => row.account_id)]
  await notify(
    tx,
    people.filter((id) => id !== null),
    {
      kind: 'wait_due',
      threadId: thread.id,
      mailboxId: thread.mailbox_id,
      waitId: wait.id,
      actorId: null,
      cause: `wait_due:${wait.id}:${wait.reminders}`,
    },
    now,
  )
  await recordEvent(tx, {
    at: now,
    kind: 'wait_reminded',
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: null,
    facts: { wait: wait.id, party: wait.party, due: wait.due_at },
  })
}
