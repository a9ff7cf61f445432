import type { Db } from '../db/database.ts'
import { notify } from '../notification/notify.ts'
import type { Called } from './call-by-channel.ts'

/**
 * A task for the person who must call: the assignee, who answers for the thread, else whoever raised it; never the
 * one who is to be reached. They are told.
 */
export async function askForCall(
  tx: Db,
  { escalation, thread, seq, accountId }: Called & { accountId: number },
  now: number,
): Promise<void> {
  const callerId = await firstActive(
    tx,
    [thread.assignee_id, escalation.raised_by].filter((id) => id !== null && id !== accountId),
  )
  await tx
    .insertInto('phone_calls')
    .values({
      ...{ escalation_id: escalation.id, seq, account_id: accountId, caller_id: callerId, asked_at: now },
      ...{ outcome: null, note: '', done_by: null, done_at: null },
    })
    .onConflict((conflict) => conflict.columns(['escalation_id', 'seq']).doNothing())
    .execute()
  if (callerId === null) return
  const about = { threadId: thread.id, mailboxId: thread.mailbox_id, escalationId: escalation.id }
  const cause = `call:${escalation.id}:${seq}`
  await notify(tx, [callerId], { ...about, kind: 'call_wanted', actorId: null, cause }, now)
}

async function firstActive(tx: Db, ids: readonly (number | null)[]): Promise<number | null> {
  const wanted = ids.filter((id) => id !== null)
  if (wanted.length === 0) return null
  const rows = await tx
    .selectFrom('accounts')
    .select('id')
    .where('id', 'in', wanted)
    .where('disabled_at', 'is', null)
    .execute()
  return wanted.find((id) => rows.some((row) => row.id === id)) ?? null
}
