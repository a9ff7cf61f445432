import type { ReturnedMail } from '../bounce/note-bounce.ts'
import type { Row, Tx } from '../db/database.ts'
import { notify } from '../notification/notify.ts'
import type { Thread } from '../thread/thread.store.ts'

/**
 * What a mail that came in makes known: a customer's to the assignee; a failed delivery to them and to whoever wrote
 * what came back, who must know that it did not arrive. Other automatic mail tells nobody.
 */
export async function tellOfMail(
  tx: Tx,
  thread: Thread,
  mail: {
    id: number
    wrote: boolean
    failed: boolean
    returned: ReturnedMail | null
    /** The wait about which somebody who was asked wrote once more. */
    more: Row<'waits'> | null
  },
  now: number,
): Promise<void> {
  if (mail.more) await tellOfMore(tx, thread, mail.id, mail.more, now)
  if (!mail.failed && !mail.wrote) return
  const people = mail.failed ? [thread.assignee_id, mail.returned?.author_id ?? null] : [thread.assignee_id]
  const told = [...new Set(people.filter((id) => id !== null))]
  if (told.length === 0) return
  await notify(
    tx,
    told,
    {
      kind: mail.failed ? 'reply_failed' : 'customer_wrote',
      threadId: thread.id,
      mailboxId: thread.mailbox_id,
      messageId: mail.id,
      actorId: null,
      // However many reports a server sends, one bounce a thread and hour is told.
      cause: mail.failed ? `bounce:${thread.id}:${Math.floor(now / 3_600_000)}` : `customer_wrote:${mail.id}`,
    },
    now,
  )
}

/** What somebody adds to their answer must not be missed because the wait is over. */
async function tellOfMore(
  tx: Tx,
  thread: Thread,
  messageId: number,
  wait: Row<'waits'>,
  now: number,
): Promise<void> {
  const people = [wait.opened_by, thread.assignee_id].filter((id) => id !== null)
  await notify(
    tx,
    [...new Set(people)],
    {
      kind: 'wait_answered',
      threadId: thread.id,
      mailboxId: thread.mailbox_id,
      waitId: wait.id,
      messageId,
      actorId: null,
      cause: `wait_answered:${wait.id}:${messageId}`,
    },
    now,
  )
}
