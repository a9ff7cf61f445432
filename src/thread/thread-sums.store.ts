import type { Db } from '../db/database.ts'
import type { ThreadPatch } from './thread.store.ts'

/** What a thread's row says about its messages and comments, counted anew: after a split or a merge. */
export async function sumsOf(tx: Db, threadId: number): Promise<ThreadPatch> {
  const messages = await tx
    .selectFrom('messages')
    .select(['id', 'direction', 'kind', 'received_at', 'from_name', 'from_address', 'excerpt'])
    .where('thread_id', '=', threadId)
    .orderBy('received_at')
    .orderBy('id')
    .execute()
  const { files } = await tx
    .selectFrom('attachments')
    .innerJoin('messages', 'messages.id', 'attachments.message_id')
    .select((eb) => eb.fn.countAll<number>().as('files'))
    .where('messages.thread_id', '=', threadId)
    .where('attachments.inline', '=', 0)
    .executeTakeFirstOrThrow()
  const { comments } = await tx
    .selectFrom('comments')
    .select((eb) => eb.fn.countAll<number>().as('comments'))
    .where('thread_id', '=', threadId)
    .executeTakeFirstOrThrow()
  const last = messages.at(-1)
  const latest = (direction: string) =>
    messages.findLast((message) => message.direction === direction)?.received_at ?? null
  return {
    message_count: messages.length,
    attachment_count: Number(files),
    comment_count: Number(comments),
    broken_count: messages.filter((message) => message.kind === 'broken').length,
    last_inbound_at: latest('inbound'),
    last_outbound_at: latest('outbound'),
    ...(last && {
      first_at: messages[0]?.received_at ?? last.received_at,
      last_at: last.received_at,
      last_from: last.from_name || last.from_address,
      excerpt: last.excerpt,
    }),
  }
}
