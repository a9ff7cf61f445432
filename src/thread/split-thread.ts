import { mayWork, type Viewer } from '../access/viewer.ts'
import { customerOf } from '../customer/customer.store.ts'
import type { Db, Row } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvents } from '../event/record-event.ts'
import { copyThreadLabels } from '../label/thread-labels.store.ts'
import { ADDRESS_LIMIT } from '../mail/addresses.ts'
import { addParticipants, parseRecipients } from '../message/message.store.ts'
import { bindingPolicy } from '../policy/policy.store.ts'
import { arrangeRefusal, type Held } from '../policy/policy.ts'
import { copyThreadViewers } from '../restriction/thread-viewers.store.ts'
import { indexCustomers } from '../search/index-customer.ts'
import { moveMessageEntries } from '../search/search.store.ts'
import { clocksOf } from './clocks.store.ts'
import { subjectKey } from './placing.ts'
import { changeThread, counted, countThreads, lockThread, type Thread } from './thread.store.ts'
import { sumsOf } from './thread-sums.store.ts'

export type SplitThread =
  | { threadId: number }
  | { refused: 'not-found' | 'read-only' | 'nothing-chosen' | 'all-chosen' }
  /** By the policy only a supervisor may answer this mail, so only they may take it elsewhere. */
  | { refused: Held }

/**
 * Takes some messages of a thread, with the comments at them, into a new thread of the same mailbox. The
 * policy and the waits stay where they were: they were given for that matter. Labels and a restriction stand on both.
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
    const facts = { mailboxId: thread.mailbox_id, assigneeId: thread.assignee_id }
    const held = arrangeRefusal(viewer, facts, await bindingPolicy(tx, thread))
    if (held) return { refused: held }
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

    const made = await openSplit(tx, thread, first, chosen.find(isInbound) ?? null, now)
    await copyThreadLabels(tx, thread.id, made)
    const ids = chosen.map((message) => message.id)
    await tx
      .updateTable('messages')
      .set({ thread_id: made.id, placed_by: 'split' })
      .where('id', 'in', ids)
      .execute()
    await moveBeside(tx, made.id, ids)
    await moveMessageEntries(tx, ids, made.id)
    const left = all.filter((message) => !chosen.includes(message))
    const own = await ownAddress(tx, thread.mailbox_id)
    await addParticipants(tx, made.id, partakers(own, chosen), now)
    await removeLeavers(tx, thread.id, partakers(own, left))
    const madeSums = await sumsOf(tx, made.id)
    const madeClocks = await clocksOf(tx, { ...made, ...madeSums }, now)
    const split = await changeThread(tx, made, { ...madeSums, ...madeClocks })
    const sums = { ...(await sumsOf(tx, thread.id)), ...(await customerLeft(tx, thread, left, now)) }
    await changeThread(tx, thread, { ...sums, ...(await clocksOf(tx, { ...thread, ...sums }, now)) })
    await indexCustomers(tx, [split, { ...thread, ...sums }])
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

type Message = Row<'messages'>

function isInbound(message: Message): boolean {
  const { direction, kind, from_address: from } = message
  return direction === 'inbound' && kind === 'mail' && from !== '' && from.length <= ADDRESS_LIMIT
}

async function openSplit(
  tx: Db,
  thread: Thread,
  first: Message,
  letter: Message | null,
  now: number,
): Promise<Thread> {
  const customer = letter && (await customerOf(tx, letter.from_address.toLowerCase(), letter.from_name, now))
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
      restricted_at: thread.restricted_at,
      restricted_by: thread.restricted_by,
      restriction_reason: thread.restriction_reason,
      // What is taken out of an internal matter stays one, unless a mail had strayed into it.
      opened_by: letter ? null : thread.opened_by,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await countThreads(tx, counted(made, 1))
  if (made.restricted_at !== null) await copyThreadViewers(tx, thread.id, made.id)
  return made
}

/** What stands at the messages goes with them: comments, the sending, and what people were told of either. */
async function moveBeside(tx: Db, threadId: number, messageIds: readonly number[]): Promise<void> {
  for (const table of ['comments', 'outbox'] as const) {
    await tx.updateTable(table).set({ thread_id: threadId }).where('message_id', 'in', messageIds).execute()
  }
  await tx
    .updateTable('notifications')
    .set({ thread_id: threadId })
    .where((eb) =>
      eb.or([
        eb('message_id', 'in', messageIds),
        eb('comment_id', 'in', (comments) =>
          comments.selectFrom('comments').select('comments.id').where('message_id', 'in', messageIds),
        ),
      ]),
    )
    .execute()
}

async function ownAddress(tx: Db, mailboxId: number): Promise<string> {
  const mailbox = await tx
    .selectFrom('mailboxes')
    .select('address')
    .where('id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  return mailbox.address.toLowerCase()
}

function partakers(own: string, messages: readonly Message[]): string[] {
  return messages
    .flatMap((message) => {
      const { to, cc, bcc, replyTo } = parseRecipients(message.recipients)
      return [message.from_address, ...[...to, ...cc, ...bcc, ...replyTo].map(({ address }) => address)]
    })
    .map((address) => address.toLowerCase())
    .filter((address) => address !== '' && address !== own)
}

/** Whoever has no mail here any more must not get in by the subject again. */
async function removeLeavers(tx: Db, threadId: number, staying: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('participants')
    .where('thread_id', '=', threadId)
    .$if(staying.length > 0, (query) => query.where('address', 'not in', staying))
    .execute()
}

/** The thread is the customer's whose mail stays, once none of its first customer's does. */
async function customerLeft(
  tx: Db,
  thread: Thread,
  left: readonly Message[],
  now: number,
): Promise<{ customer_id?: number }> {
  const letters = left.filter(isInbound)
  const [first] = letters
  if (!first || thread.customer_id === null) return {}
  const known = await tx
    .selectFrom('customers')
    .select('address')
    .where('id', '=', thread.customer_id)
    .executeTakeFirstOrThrow()
  if (letters.some((letter) => letter.from_address.toLowerCase() === known.address)) return {}
  return { customer_id: (await customerOf(tx, first.from_address.toLowerCase(), first.from_name, now)).id }
}
