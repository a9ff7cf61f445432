import { mayWork, type Viewer } from '../access/viewer.ts'
import { customerOf } from '../customer/customer.store.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvents } from '../event/record-event.ts'
import { addParticipants, parseRecipients } from '../message/message.store.ts'
import { clocksOf } from './clocks.store.ts'
import { subjectKey } from './placing.ts'
import { changeThread, countThreads, lockThread, type Thread } from './thread.store.ts'
import { sumsOf } from './thread-sums.store.ts'

export type SplitThread =
  | { threadId: number }
  | { refused: 'not-found' | 'read-only' | 'nothing-chosen' | 'all-chosen' }

/**
 * Takes some messages of a thread, with the comments at them, into a new thread of the same mailbox. The
 * policy and the waits stay where they were: they were given for that matter.
 *
 * @param now UTC ms
 */
export async function splitThread(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; messageIds: readonly number[] },
  now: number,
): Promise<SplitThread> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    const all = await tx
      .selectFrom('messages')
      .selectAll()
      .where('thread_id', '=', thread.id)
      .orderBy('received_at')
      .execute()
    const chosen = all.filter((message) => input.messageIds.includes(message.id))
    const [first] = chosen
    if (!first) return { refused: 'nothing-chosen' }
    if (chosen.length === all.length) return { refused: 'all-chosen' }

    const made = await openSplit(tx, thread, first, now)
    const ids = chosen.map((message) => message.id)
    await tx
      .updateTable('messages')
      .set({ thread_id: made.id, placed_by: 'split' })
      .where('id', 'in', ids)
      .execute()
    await tx.updateTable('comments').set({ thread_id: made.id }).where('message_id', 'in', ids).execute()
    await tx.updateTable('outbox').set({ thread_id: made.id }).where('message_id', 'in', ids).execute()
    await addParticipants(tx, made.id, await partakers(tx, made.mailbox_id, chosen), now)
    const split = await changeThread(tx, made, await sumsOf(tx, made.id))
    const rest: Thread = { ...thread, ...(await sumsOf(tx, thread.id)) }
    await changeThread(tx, thread, { ...(await sumsOf(tx, thread.id)), ...(await clocksOf(tx, rest)) })
    await recordEvents(
      tx,
      [thread.id, split.id].map((id) => ({
        at: now,
        kind: 'thread_split' as const,
        mailboxId: thread.mailbox_id,
        threadId: id,
        actorId: viewer.accountId,
        facts: { from: thread.id, to: split.id, messages: ids.length },
      })),
    )
    return { threadId: split.id }
  })
}

async function openSplit(tx: Db, thread: Thread, first: Row<'messages'>, now: number): Promise<Thread> {
  const address = first.direction === 'inbound' ? first.from_address.toLowerCase() : ''
  const customer = address === '' ? null : await customerOf(tx, address, first.from_name, now)
  const made = await tx
    .insertInto('threads')
    .values({
      mailbox_id: thread.mailbox_id,
      subject: first.subject || thread.subject,
      subject_key: subjectKey(first.subject || thread.subject),
      status: 'in_progress',
      folder: thread.folder,
      assignee_id: thread.assignee_id,
      customer_id: customer?.id ?? thread.customer_id,
      last_from: '',
      excerpt: '',
      last_at: first.received_at,
      first_at: first.received_at,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await countThreads(tx, [{ mailboxId: made.mailbox_id, folder: made.folder, status: made.status, by: 1 }])
  return made
}

async function partakers(tx: Db, mailboxId: number, messages: readonly Row<'messages'>[]): Promise<string[]> {
  const mailbox = await tx
    .selectFrom('mailboxes')
    .select('address')
    .where('id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  return messages
    .flatMap((message) => {
      const { to, cc, replyTo } = parseRecipients(message.recipients)
      return [message.from_address, ...[...to, ...cc, ...replyTo].map(({ address }) => address)]
    })
    .map((address) => address.toLowerCase())
    .filter((address) => address !== '' && address !== mailbox.address.toLowerCase())
}
