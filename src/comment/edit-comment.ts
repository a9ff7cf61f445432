import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { indexLater } from '../search/due.store.ts'
import { changeThread, lockThread } from '../thread/thread.store.ts'
import { COMMENT_LIMIT } from './add-comment.ts'
import { insertMentions, tellMentioned } from './tell-mentioned.ts'

export type EditedComment =
  | { threadId: number; withoutAccess: number[] }
  | { refused: 'not-found' | 'read-only' | 'not-yours' | 'empty' | 'too-long' }

/**
 * Changes one's own comment. What it said before is kept, and whoever the edit mentions for the first
 * time is notified too.
 *
 * @param now UTC ms
 */
export async function editComment(
  db: Db,
  viewer: Viewer,
  input: { commentId: number; body: string },
  now: number,
): Promise<EditedComment> {
  const body = input.body.trim()
  if (body === '') return { refused: 'empty' }
  if (body.length > COMMENT_LIMIT) return { refused: 'too-long' }

  return transact(db, async (tx) => {
    const comment = await tx
      .selectFrom('comments')
      .selectAll()
      .where('id', '=', input.commentId)
      .executeTakeFirst()
    const thread = comment ? await lockThread(tx, viewer, comment.thread_id) : null
    if (!comment || !thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    if (comment.author_id !== viewer.accountId) return { refused: 'not-yours' }
    if (comment.body === body) return { threadId: thread.id, withoutAccess: [] }

    await tx
      .insertInto('comment_versions')
      .values({ comment_id: comment.id, body: comment.body, replaced_at: now })
      .execute()
    await tx.updateTable('comments').set({ body, edited_at: now }).where('id', '=', comment.id).execute()
    const mentions = await insertMentions(tx, comment.id, body, now)
    const withoutAccess = await tellMentioned(
      tx,
      viewer,
      thread,
      { commentId: comment.id, mentions, asks: null },
      now,
    )
    await changeThread(tx, thread, {})
    await indexLater(tx, 'comment', [comment.id])
    await recordEvent(tx, {
      at: now,
      kind: 'comment_edited',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { comment: comment.id },
    })
    return { threadId: thread.id, withoutAccess }
  })
}
