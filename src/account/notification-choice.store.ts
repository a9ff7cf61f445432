import type { Db } from '../db/database.ts'
import { type NotificationKind, notificationKinds } from '../notification/notification.ts'

/** Whether each kind also comes by mail; what was never chosen does. */
export async function notificationChoicesOf(
  db: Db,
  accountId: number,
): Promise<Map<NotificationKind, boolean>> {
  const rows = await db
    .selectFrom('notification_choices')
    .select('kind')
    .where('account_id', '=', accountId)
    .where('by_email', '=', 0)
    .execute()
  const silenced = new Set(rows.map((row) => row.kind))
  return new Map(notificationKinds.map((kind) => [kind, !silenced.has(kind)]))
}

export async function writeNotificationChoices(
  tx: Db,
  accountId: number,
  byEmail: ReadonlySet<NotificationKind>,
): Promise<void> {
  await tx.deleteFrom('notification_choices').where('account_id', '=', accountId).execute()
  await tx
    .insertInto('notification_choices')
    .values(
      notificationKinds.map((kind) => ({
        account_id: accountId,
        kind,
        by_email: byEmail.has(kind) ? (1 as const) : (0 as const),
      })),
    )
    .execute()
}
