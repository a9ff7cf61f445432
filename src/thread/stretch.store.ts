import type { FoldedMail } from '../../views/thread/folded-mails.tsx'
import type { Db } from '../db/database.ts'

/** Messages that stand open on one page: most threads have fewer, and a longer one opens no slower for it. */
const OPEN = 12
/** Before them so many stand folded, a line each. */
const FOLDED = 40
/** At once, for whoever wants to read or print the whole; a mailing machine can write thousands into one thread. */
export const WHOLE = 1000

/** The part of a thread that one page shows. */
export type Stretch = {
  messageIds: readonly number[]
  /** Those before it, the newest of them, oldest first. */
  folded: readonly FoldedMail[]
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
 * @param whole as many as may stand on one page
 */
export async function stretchOf(
  db: Db,
  threadId: number,
  upTo: number | null,
  whole: boolean,
): Promise<Stretch> {
  const open = whole ? WHOLE : OPEN
  const last = upTo === null ? undefined : await standingOf(db, threadId, upTo)
  const found = await db
    .selectFrom('messages')
    .select(['id', 'received_at', 'direction', 'from_name', 'from_address', 'excerpt'])
    .where('thread_id', '=', threadId)
    .$if(last !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('received_at', 'id'), '<=', tuple(last?.received_at ?? 0, last?.id ?? 0)),
      ),
    )
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(open + (whole ? 1 : FOLDED))
    .execute()
  const shown = found.slice(0, open)
  const before = found.slice(open)
  return {
    messageIds: shown.map(({ id }) => id),
    folded: (whole ? [] : before.toReversed()).map((mail) => ({
      id: mail.id,
      at: mail.received_at,
      direction: mail.direction,
      from: { name: mail.from_name, address: mail.from_address },
      excerpt: mail.excerpt,
    })),
    earlier: before[0]?.id ?? null,
    from: before.length === 0 ? null : (shown.at(-1)?.received_at ?? null),
    before: last ? await after(db, threadId, last) : null,
  }
}

/**
 * The message with which a page ends that shows this message or comment.
 *
 * @returns null where the newest page shows it, and where it is not of this thread
 */
export async function pageShowing(
  db: Db,
  threadId: number,
  wanted: { message: number } | { comment: number },
): Promise<number | null> {
  const place =
    'message' in wanted
      ? await standingOf(db, threadId, wanted.message)
      : await besideComment(db, threadId, wanted.comment)
  if (!place) return null
  const newer = await db
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', threadId)
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('received_at', 'id'), '>', tuple(place.received_at, place.id)),
    )
    .limit(OPEN)
    .execute()
  return newer.length < OPEN ? null : place.id
}

type Standing = { id: number; received_at: number }

function standingOf(db: Db, threadId: number, messageId: number): Promise<Standing | undefined> {
  return db
    .selectFrom('messages')
    .select(['id', 'received_at'])
    .where('id', '=', messageId)
    .where('thread_id', '=', threadId)
    .executeTakeFirst()
}

/** The message at which a comment stands, or in whose time it was written. */
async function besideComment(db: Db, threadId: number, commentId: number): Promise<Standing | undefined> {
  const comment = await db
    .selectFrom('comments')
    .select(['message_id', 'created_at'])
    .where('id', '=', commentId)
    .where('thread_id', '=', threadId)
    .executeTakeFirst()
  if (!comment) return undefined
  const own = comment.message_id === null ? undefined : await standingOf(db, threadId, comment.message_id)
  return (
    own ??
    db
      .selectFrom('messages')
      .select(['id', 'received_at'])
      .where('thread_id', '=', threadId)
      .where('received_at', '<=', comment.created_at)
      .orderBy('received_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )
}

async function after(db: Db, threadId: number, last: Standing): Promise<number | null> {
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
