import { maySend, type Viewer } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'
import { recordEvent } from '../event/record-event.ts'
import type { Thread } from '../thread/thread.store.ts'
import type { Settled, Settlement } from './settle-reply.ts'

/**
 * What a person may do to a question that did not certainly go out: send it again, or say that it arrived. It has no
 * draft to go back to, and answers no customer. Nobody has written a machine's mail.
 *
 * @param mail as it stands, locked
 * @param now UTC ms
 */
export async function settleQuestion(
  tx: Db,
  viewer: Viewer,
  thread: Thread,
  { mail, settlement }: { mail: Row<'outbox'>; settlement: Settlement },
  now: number,
): Promise<Settled> {
  const isOpen = mail.state === 'uncertain' || (mail.state === 'failed' && settlement === 'retry')
  if (mail.purpose !== 'question' || settlement === 'cancel' || !isOpen) {
    return { refused: 'too-late', state: mail.state, threadId: thread.id }
  }
  if (!maySend(viewer, thread.mailbox_id)) return { refused: 'read-only', threadId: thread.id }
  const again = {
    state: 'queued',
    next_try_at: now,
    attempts: 0,
    body_started_at: null,
    queued_by: viewer.accountId,
  } as const
  const arrived = { state: 'sent', accepted_at: now, append_next_at: now } as const
  await tx
    .updateTable('outbox')
    .set({
      ...{ state_at: now, lease_until: null, restored_from: null },
      ...(settlement === 'retry' ? again : arrived),
    })
    .where('id', '=', mail.id)
    .execute()
  if (settlement === 'confirm')
    await recordEvent(tx, {
      at: now,
      kind: 'wait_mailed',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { message: mail.message_id, outbox: mail.id, before: mail.state },
    })
  return { threadId: thread.id, messageId: mail.message_id }
}
