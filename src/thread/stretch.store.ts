import type { Db } from '../db/database.ts'

/** Messages of a thread on one page; a mailing machine can write thousands into one. */
const SHOWN = 100

/** The part of a thread that one page shows. */
export type Stretch = {
  messageIds: readonly number[]
  /** The newest message before it, with which the page before ends; null at the thread's beginning. */
  earlier: number | null
  /** When its first message came; null at the thread's beginning. UTC ms. */
  from: number | null
  /** When the message after its last one came; null at the thread's end. UTC ms. */
  before: number | null
}

/**
 * The newest messages of a thread.
 *
 * @param upTo the message at which the stretch ends, itself included; one that is not of this thread, or
 * null, stands for the newest
 */
export async function stretchOf(db: Db, threadId: number, upTo: number | null): Promise<Stretch> {
  const last =
    upTo === null
      ? undefined
      : await db
          .selectFrom('messages')
          .select(['id', 'received_at'])
          .where('id', '=', upTo)
          .where('thread_id', '=', threadId)
          .executeTakeFirst()
  const found = await db
    .selectFrom('messages')
    .select(['id', 'received_at'])
    .where('thread_id', '=', threadId)
    .$if(last !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('received_at', 'id'), '<=', tuple(last?.received_at ?? 0, last?.id ?? 0)),
      ),
    )
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN + 1)
    .execute()
  const shown = found.slice(0, SHOWN)
  const earlier = found[SHOWN]?.id ?? null
  return {
    messageIds: shown.map(({ id }) => id),
    earlier,
    from: earlier === null ? null : (shown.at(-1)?.received_at ?? null),
    before: last ? await after(db, threadId, last) : null,
  }
}

async function after(
  db: Db,
  threadId: number,
  last: { id: number; received_at: number },
): Promise<number | null> {
  const next = await db
    .selectFrom('messages')
    .select('received_at')
    .where('thread_id', '=', threadId)
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('received_at', 'id'), '>', tuple(last.received_at, last.id)),
    )
    .orderBy('received_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return next?.received_at ?? null
}
