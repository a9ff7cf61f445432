import type { Db } from '../db/database.ts'
import { recordEvent } from '../event/record-event.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import { changeThread, type Thread } from '../thread/thread.store.ts'
import { lockThreadOf } from './obey-policy.ts'

/**
 * A reply of which nobody knew whether it was sent stands in the Sent folder. A copy is put there only after a server
 * took the mail, so it was. Of any other reply nothing changes.
 *
 * @param messageId the outbound message of which a copy was found
 * @param now UTC ms
 */
export async function foundInSent(tx: Db, messageId: number, now: number): Promise<void> {
  const mail = await tx
    .selectFrom('outbox')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('state', '=', 'uncertain')
    .executeTakeFirst()
  const thread = mail ? await lockThreadOf(tx, mail) : null
  if (!mail || !thread) return
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({
      ...{ state: 'sent', state_at: now, accepted_at: now, restored_from: null, lease_until: null },
      ...{ appended_at: now, append_next_at: null, append_error: null },
    })
    .where('id', '=', mail.id)
    .where('state', '=', 'uncertain')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await recordEvent(tx, {
    at: now,
    kind: 'reply_resolved',
    mailboxId: mail.mailbox_id,
    threadId: thread.id,
    actorId: null,
    facts: { message: messageId, outbox: mail.id, before: mail.state },
  })
  const answered: Thread = { ...thread, last_outbound_at: now }
  await changeThread(tx, thread, { last_outbound_at: now, ...(await clocksOf(tx, answered, now)) })
}
