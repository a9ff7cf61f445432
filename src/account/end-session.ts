import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { endWritingSignedOut } from '../writing/end-writing.ts'
import { deleteSessions } from './session.store.ts'

/** Signs out: one session by its hash, or all but the one in use. Only the account's own. */
export function endSessions(
  db: Db,
  accountId: number,
  which: { hash: string } | { allBut: string },
  now: number,
): Promise<{ ended: number }> {
  return transact(db, async (tx) => {
    const ended = await deleteSessions(tx, accountId, which)
    if (ended > 0) {
      await endWritingSignedOut(tx, accountId, now)
      await recordEvent(tx, {
        at: now,
        kind: 'signed_out',
        mailboxId: null,
        threadId: null,
        actorId: accountId,
        facts: { sessions: ended },
      })
    }
    return { ended }
  })
}
