import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { endAsked } from '../escalation/end-asked.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { afterWaitEnded } from '../thread/status.ts'
import { changeThread, lockThread, type Thread } from '../thread/thread.store.ts'

export type EndedWait = { threadId: number } | { refused: 'not-found' | 'read-only' | 'ended-already' }

/** Records the answer of whoever was asked; the last open wait that ends gives the thread back. @param now UTC ms */
export async function endWait(
  db: Db,
  viewer: Viewer,
  input: { waitId: number; answer: string },
  now: number,
): Promise<EndedWait> {
  return transact(db, async (tx) => {
    const known = await tx
      .selectFrom('waits')
      .select('thread_id')
      .where('id', '=', input.waitId)
      .executeTakeFirst()
    const thread = known ? await lockThread(tx, viewer, known.thread_id) : null
    if (!thread) return { refused: 'not-found' }
    // The department that was asked may answer even where it may not work the thread otherwise.
    const wait = await tx
      .selectFrom('waits')
      .selectAll()
      .where('id', '=', input.waitId)
      .executeTakeFirstOrThrow()
    const asked = wait.group_id !== null && viewer.groupIds.has(wait.group_id)
    if (!asked && !mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    if (wait.ended_at !== null) return { refused: 'ended-already' }
    await endWaits(tx, thread, [wait], { answer: input.answer.trim(), by: viewer.accountId }, now)
    return { threadId: thread.id }
  })
}

/** Ends waits with an answer, in the transaction of what answers them. @returns the thread as it then stands */
export async function endWaits(
  tx: Db,
  thread: Thread,
  waits: readonly Row<'waits'>[],
  how: { answer: string; by: number | null },
  now: number,
): Promise<Thread> {
  await tx
    .updateTable('waits')
    .set({ ended_at: now, ended_by: how.by, answer: how.answer, remind_at: null })
    .where(
      'id',
      'in',
      waits.map((wait) => wait.id),
    )
    .execute()
  const { open } = await tx
    .selectFrom('waits')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('thread_id', '=', thread.id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  const moved: Thread = { ...thread, status: afterWaitEnded(thread.status, Number(open)) }
  const changed = await changeThread(tx, thread, {
    status: moved.status,
    ...(await clocksOf(tx, moved, now)),
  })
  for (const wait of waits) {
    await notify(
      tx,
      [wait.opened_by, ...(thread.assignee_id === null ? [] : [thread.assignee_id])],
      {
        kind: 'wait_answered',
        threadId: thread.id,
        mailboxId: thread.mailbox_id,
        waitId: wait.id,
        actorId: how.by,
        cause: `wait_answered:${wait.id}`,
      },
      now,
    )
    await recordEvent(tx, {
      at: now,
      kind: 'wait_ended',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: how.by,
      facts: { wait: wait.id, party: wait.party, from: thread.status, to: moved.status },
    })
    await endAsked(tx, wait.id, how, now)
  }
  return changed
}
