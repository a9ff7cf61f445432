import { lastRestored } from '../backup/restored.store.ts'
import type { Db } from '../db/database.ts'

/**
 * Whether a mail came in a time that a restore took away: people were told of it then. It is fetched and placed
 * again, and stands in the lists; a second mail about each would be a flood.
 */
export async function wasToldBefore(db: Db, messageId: number | null): Promise<boolean> {
  const restored = messageId === null ? null : await lastRestored(db)
  if (messageId === null || restored === null) return false
  const message = await db
    .selectFrom('messages')
    .select('id')
    .where('id', '=', messageId)
    .where('direction', '!=', 'outbound')
    .where('created_at', '>=', restored.at)
    .where('received_at', '>=', restored.takenAt)
    .where('received_at', '<=', restored.aliveUntil)
    .executeTakeFirst()
  return message !== undefined
}
