import type { Db } from '../db/database.ts'
import { recordEvents } from '../event/record-event.ts'

/** Lets these people's open pages count their notifications anew. It belongs to them, not to a thread's history. */
export async function tellBrowsers(tx: Db, accountIds: Iterable<number>, now: number): Promise<void> {
  await recordEvents(
    tx,
    [...new Set(accountIds)].map((account) => ({
      at: now,
      kind: 'notification_changed',
      mailboxId: null,
      threadId: null,
      actorId: null,
      facts: { account },
    })),
  )
}
