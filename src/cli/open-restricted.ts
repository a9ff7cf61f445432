import type { Db } from '../db/database.ts'
import { openReady } from '../db/open-ready.ts'
import { recordEvent } from '../event/record-event.ts'
import { CommandFailed } from './failure.ts'

/** Opens the database to read what is restricted too, and leaves the reason in the record. @param now UTC ms */
export async function openRestricted(
  url: string,
  { reason, what, messageId }: { reason: string; what: 'export' | 'original'; messageId: number | null },
  now: number,
): Promise<Db> {
  if (reason.trim() === '') throw new CommandFailed('--restricted: found nothing, expected a reason.', 2)
  const { db } = await openReady(url)
  await recordEvent(db, {
    at: now,
    kind: 'restricted_opened',
    mailboxId: null,
    threadId: null,
    actorId: null,
    facts: { reason: reason.trim(), what, message: messageId },
  })
  return db
}
