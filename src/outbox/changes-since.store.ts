import type { Db } from '../db/database.ts'
import type { EventKind } from '../event/event.ts'

/** Something that happened while somebody was writing. `at` is UTC ms. */
export type ChangeSince = {
  eventId: number
  kind: EventKind
  at: number
  actor: string | null
  messageId: number | null
  commentId: number | null
}

/** What a writer must know before sending: it could change the answer. */
const matters: EventKind[] = [
  'message_received',
  'message_set_aside',
  'sent_elsewhere',
  'notice_answered',
  'reply_queued',
  'writing_taken_over',
  'approval_asked',
  'comment_added',
  'comment_edited',
  'policy_set',
  'status_changed',
  'wait_ended',
  'thread_merged',
  'thread_split',
]

/** What others did on a thread after the event that the writer had in view, oldest first. */
export async function changesSince(
  db: Db,
  threadId: number,
  eventId: number,
  writerId: number,
): Promise<ChangeSince[]> {
  const rows = await db
    .selectFrom('events')
    .leftJoin('accounts', 'accounts.id', 'events.actor_id')
    .select(['events.id', 'events.kind', 'events.at', 'events.facts', 'accounts.name as actor'])
    .where('events.thread_id', '=', threadId)
    .where('events.id', '>', eventId)
    .where((eb) =>
      eb.or([
        eb('events.actor_id', 'is', null),
        eb('events.actor_id', '!=', writerId),
        // Their own reply from another page reaches the customer as much as anybody's.
        eb('events.kind', '=', 'reply_queued'),
      ]),
    )
    .where('events.kind', 'in', matters)
    .orderBy('events.id')
    .limit(50)
    .execute()
  return rows.map((row) => {
    const facts = JSON.parse(row.facts) as { message?: number; comment?: number }
    return {
      eventId: row.id,
      kind: row.kind as EventKind,
      at: row.at,
      actor: row.actor,
      messageId: facts.message ?? null,
      commentId: facts.comment ?? null,
    }
  })
}
