import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { updateSignature } from './mailbox-overview.store.ts'

/** Sets what stands at the end of a mailbox's replies. Returns whether there is such a mailbox. */
export function setSignature(
  db: Db,
  mailboxId: number,
  signature: string,
  actorId: number,
  now: number,
): Promise<boolean> {
  return transact(db, async (tx) => {
    if (!(await updateSignature(tx, mailboxId, signature))) return false
    await recordEvent(tx, {
      at: now,
      kind: 'mailbox_changed',
      mailboxId,
      threadId: null,
      actorId,
      facts: { what: 'signature' },
    })
    return true
  })
}
