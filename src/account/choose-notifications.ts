import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import type { NotificationKind } from '../notification/notification.ts'
import { writeNotificationChoices } from './notification-choice.store.ts'

/** Chooses which notifications also come by mail; in the browser all of them stay. */
export function chooseNotifications(
  db: Db,
  accountId: number,
  byEmail: readonly NotificationKind[],
  now: number,
): Promise<void> {
  return transact(db, async (tx) => {
    await writeNotificationChoices(tx, accountId, new Set(byEmail))
    await recordEvent(tx, {
      at: now,
      kind: 'account_changed',
      mailboxId: null,
      threadId: null,
      actorId: accountId,
      facts: { account: accountId, what: 'notifications', by_email: byEmail.join(' ') },
    })
  })
}
