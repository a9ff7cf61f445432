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
  return {
    message_count: messages.length,
    attachment_count: Number(files),
    comment_count: Number(comments),
    broken_count: messages.filter((message) => message.kind === 'broken').length,
    last_inbound_at: messages.findLast((message) => message.direction === 'inbound')?.received_at ?? null,
    last_outbound_at: await lastAnswerAt(tx, threadId),
    ...(last && {
      first_at: messages[0]?.received_at ?? last.received_at,
      last_at: last.received_at,
      last_from: last.from_name || last.from_address,
      excerpt: last.excerpt,
    }),
  }
}

/**
 * When we last wrote to the customer, UTC ms. A reply that was taken back or failed for good or came back from everybody is
 * none, and so is automatic mail.
 */
export async function lastAnswerAt(tx: Db, threadId: number): Promise<number | null> {
  const answer = await tx
    .selectFrom('messages')
    .leftJoin('outbox', 'outbox.message_id', 'messages.id')
    .select('messages.received_at')
    .where('messages.thread_id', '=', threadId)
    .where('messages.direction', '=', 'outbound')
    .where('messages.kind', 'in', ['mail', 'broken'])
    .where((eb) => eb.or([eb('messages.bounced', 'is', null), eb('messages.bounced', '!=', 'all')]))
    .where((eb) =>
      eb.or([eb('outbox.state', 'is', null), eb('outbox.state', 'not in', ['cancelled', 'failed'])]),
    )
    .orderBy('messages.received_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return answer?.received_at ?? null
}
