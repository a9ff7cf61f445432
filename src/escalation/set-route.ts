import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { presentRoute } from './route.store.ts'
import type { Route } from './route.ts'

export type SetRoute =
  | { version: number }
  | { refused: 'not-found' | 'no-right' }
  /** Somebody else saved one meanwhile; it is not silently replaced. */
  | { refused: 'replaced-meanwhile'; version: number }

/**
 * Saves a mailbox's route as its next version. Escalations that run keep the version with which they began.
 *
 * @param input.replaces the version that its author had before them; 0: none
 */
export async function setRoute(
  db: Db,
  viewer: Viewer,
  input: { mailboxId: number; route: Route; replaces: number },
  now: number,
): Promise<SetRoute> {
  if (!viewer.isAdmin && !maySupervise(viewer, input.mailboxId)) return { refused: 'no-right' }
  return transact(db, async (tx) => {
    const mailbox = await tx
      .selectFrom('mailboxes')
      .select('id')
      .where('id', '=', input.mailboxId)
      .executeTakeFirst()
    if (!mailbox) return { refused: 'not-found' }
    const present = await presentRoute(tx, input.mailboxId)
    const version = (present?.version ?? 0) + 1
    if (version - 1 !== input.replaces) return { refused: 'replaced-meanwhile', version: version - 1 }
    await tx
      .insertInto('escalation_routes')
      .values({
        mailbox_id: input.mailboxId,
        version,
        body: JSON.stringify(input.route),
        author_id: viewer.accountId,
        created_at: now,
      })
      .execute()
    await recordEvent(tx, {
      at: now,
      kind: 'mailbox_changed',
      mailboxId: input.mailboxId,
      threadId: null,
      actorId: viewer.accountId,
      facts: { mailbox: input.mailboxId, what: 'route', version },
    })
    return { version }
  })
}
