import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { workersOf } from '../thread/people.store.ts'
import { lockWhereItStands, type Thread } from '../thread/thread.store.ts'
import { nextStage } from './clock-rows.ts'
import { audiencesOf } from './target.store.ts'
import { toldOf } from './target.ts'

export type ToldClocks = { warned: number; overdue: number }

/** Then others get their turn; the next run goes on. */
const AT_ONCE = 200

/**
 * Tells of the targets that are due soon or missed, each stage of a clock once, in one transaction with its
 * event: a process that dies leaves it told or due. Finds them by an index, so that the cost is that of what
 * is due and not of what is open.
 *
 * @param clock now, UTC ms
 */
export async function tellDueClocks(db: Db, clock: () => number, signal?: AbortSignal): Promise<ToldClocks> {
  const total: ToldClocks = { warned: 0, overdue: 0 }
  const due = await db
    .selectFrom('thread_clocks')
    .select(['id', 'thread_id'])
    .where('tell_at', '<=', clock())
    .orderBy('tell_at')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()
  for (const { id, thread_id } of due) {
    if (signal?.aborted) break
    const told = await tellClock(db, id, thread_id, clock())
    if (told) total[told]++
  }
  return total
}

function tellClock(db: Db, clockId: number, threadId: number, now: number): Promise<keyof ToldClocks | null> {
  return transact(db, async (tx) => {
    // The thread first, as every verb: what moves the clock at this moment comes before or after.
    const thread = await lockWhereItStands(tx, threadId)
    const row = await tx
      .selectFrom('thread_clocks')
      .selectAll()
      .where('id', '=', clockId)
      .where('tell_at', '<=', now)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
      .executeTakeFirst()
    if (!thread || !row) return null
    // After a night without the server the warning is no news any more.
    const isOverdue = row.due_at !== null && row.due_at <= now
    const told = { ...row, warned_at: row.warned_at ?? now, overdue_at: isOverdue ? now : row.overdue_at }
    await tx
      .updateTable('thread_clocks')
      .set({
        warned_at: told.warned_at,
        overdue_at: told.overdue_at,
        tell_at: nextStage(told)?.at ?? null,
      })
      .where('id', '=', row.id)
      .execute()
    await tell(tx, thread, row, isOverdue ? 'overdue' : 'warning', now)
    return isOverdue ? 'overdue' : 'warned'
  })
}

async function tell(
  tx: Db,
  thread: Thread,
  row: Row<'thread_clocks'>,
  stage: 'warning' | 'overdue',
  now: number,
): Promise<void> {
  const audiences = await audiencesOf(tx, thread.mailbox_id)
  const { supervisors } = await workersOf(tx, thread.mailbox_id)
  const people = { assignee: thread.assignee_id, supervisors: supervisors.map(({ id }) => id) }
  const kind = stage === 'warning' ? 'target_warning' : 'target_overdue'
  await notify(
    tx,
    toldOf(audiences[stage], people),
    {
      kind,
      threadId: thread.id,
      mailboxId: thread.mailbox_id,
      actorId: null,
      // The row may be written anew, such as when a reply is taken back; the clock is the same.
      cause: `${kind}:${row.thread_id}:${row.kind}:${row.started_at}`,
    },
    now,
  )
  await recordEvent(tx, {
    at: now,
    kind: stage === 'warning' ? 'target_warned' : 'target_missed',
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: null,
    facts: { clock: row.kind, due: row.due_at },
  })
}
