import type { Db, Row } from '../db/database.ts'
import { recordEvent } from '../event/record-event.ts'
import { notify } from '../notification/notify.ts'
import type { Thread } from '../thread/thread.store.ts'
import type { Delivery } from './delivery.ts'

type Settled = Pick<
  Row<'outbox'>,
  'id' | 'thread_id' | 'mailbox_id' | 'message_id' | 'account_id' | 'queued_by' | 'purpose'
>

/**
 * What became of a mail that answers no customer, after its row says so: no clock moves by it. Who asked somebody
 * outside is told that the question did not go out; that a machine's mail did not arrive tells nobody.
 */
export async function settleOwnMail(
  tx: Db,
  row: Settled,
  thread: Thread,
  { state, words }: Delivery,
  now: number,
): Promise<true> {
  if (state === 'queued') return true
  if (row.purpose !== 'question') {
    // Nobody waits for a machine's mail: that it did not go out is no work for anybody.
    if (state !== 'sent')
      await tx.updateTable('outbox').set({ state: 'cancelled' }).where('id', '=', row.id).execute()
    return true
  }
  const on = { mailboxId: row.mailbox_id, threadId: thread.id, actorId: null }
  const facts = { message: row.message_id, outbox: row.id, reply: words }
  await recordEvent(tx, {
    at: now,
    kind: state === 'sent' ? 'wait_mailed' : 'wait_mail_failed',
    ...on,
    facts,
  })
  if (state === 'sent') return true
  const told = {
    kind: `reply_${state}` as const,
    messageId: row.message_id,
    cause: `delivery:${row.id}:${now}`,
  }
  await notify(tx, [...new Set([row.account_id, row.queued_by])], { ...on, ...told }, now)
  return true
}
