import type { Db } from '../db/database.ts'
import type { ThreadEvent } from './event.ts'

/** Appends to the history, in the transaction of what happened. Live updates, audit and reports read it from there. */
export async function recordEvent(tx: Db, event: ThreadEvent): Promise<void> {
  await recordEvents(tx, [event])
}

export async function recordEvents(tx: Db, events: readonly ThreadEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx
    .insertInto('events')
    .values(
      events.map((event) => ({
        at: event.at,
        kind: event.kind,
        mailbox_id: event.mailboxId,
        thread_id: event.threadId,
        customer_id: event.customerId ?? null,
        actor_id: event.actorId,
        facts: JSON.stringify(event.facts ?? {}),
      })),
    )
    .execute()
}
