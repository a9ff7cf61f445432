import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { indexLater } from '../search/due.store.ts'
import { changeThread, lockThread } from '../thread/thread.store.ts'
import { insertMentions, tellMentioned } from './tell-mentioned.ts'

/** Longest comment, in characters. */
export const COMMENT_LIMIT = 20_000

export type AddedComment =
  | { commentId: number; withoutAccess: number[] }
  | { refused: 'not-found' | 'read-only' | 'empty' | 'too-long' }

/**
 * Puts a comment on a thread or beside one message, and notifies whoever it mentions.
 *
 * @param input.messageId the message it belongs to, or null for the thread
 * @param input.byMail it came as an answer to a notification
 * @param input.asks the supervisor whom the comment asks for a policy: their notification says so
 * @param now UTC ms
 * @returns the comment, with the accounts that were mentioned but may not see the thread
 */
export async function addComment(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; messageId: number | null; body: string; asks?: number; byMail?: boolean },
  now: number,
): Promise<AddedComment> {
  const body = input.body.trim()
  if (body === '') return { refused: 'empty' }
  if (body.length > COMMENT_LIMIT) return { refused: 'too-long' }

  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    if (input.messageId !== null) {
      const message = await tx
        .selectFrom('messages')
        .select('id')
        .where('id', '=', input.messageId)
        .where('thread_id', '=', thread.id)
        .executeTakeFirst()
      if (!message) return { refused: 'not-found' }
    }
    const { id } = await tx
      .insertInto('comments')
      .values({
        thread_id: thread.id,
        message_id: input.messageId,
        author_id: viewer.accountId,
        body,
        by_mail: input.byMail ? 1 : 0,
        created_at: now,
        edited_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const mentions = await insertMentions(tx, id, body, now)
    const withoutAccess = await tellMentioned(
      tx,
      viewer,
      thread,
      { commentId: id, mentions, asks: input.asks ?? null },
      now,
    )
    await changeThread(tx, thread, { comment_count: thread.comment_count + 1 })
    await indexLater(tx, 'comment', [id])
    await recordEvent(tx, {
      at: now,
      kind: 'comment_added',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { comment: id },
    })
    return { commentId: id, withoutAccess }
  })
}
