import type { Db } from '../db/database.ts'

/** The message or comment from which something was raised. */
export type Source = { commentId: number | null; messageId: number | null }

/** The same, without what is not of this thread: a form may name anything. */
export async function sourceOn(tx: Db, threadId: number, { commentId, messageId }: Source): Promise<Source> {
  const comment =
    commentId === null
      ? undefined
      : await tx
          .selectFrom('comments')
          .select('id')
          .where('id', '=', commentId)
          .where('thread_id', '=', threadId)
          .executeTakeFirst()
  const message =
    messageId === null
      ? undefined
      : await tx
          .selectFrom('messages')
          .select('id')
          .where('id', '=', messageId)
          .where('thread_id', '=', threadId)
          .executeTakeFirst()
  return { commentId: comment?.id ?? null, messageId: message?.id ?? null }
}
