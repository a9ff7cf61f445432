import type { Tx } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import type { ParsedMail } from '../mail/parsed-mail.ts'
import { lockWhereItStands, type Thread } from '../thread/thread.store.ts'
import { type Arrival, answeredIds, type ReceivingMailbox } from './arrival.ts'

/** What the mails of a batch answer, read and locked at once, and kept true while one after the other is stored. */
export type Foreseen = {
  /** The threads in which a mail with this Message-ID stands, in the order in which they came to be. */
  answered: Map<string, number[]>
  /** Threads as they stand. Whoever changes one otherwise than by {@link stands} takes it out. */
  threads: Map<number, Thread>
  /** Of these threads, those with a label; nobody gives one another while it is locked. */
  labelled: Set<number>
  /** Of the threads that were read at once or made just now, those on which somebody outside was asked. */
  asking: Map<number, boolean>
}

/** Message-IDs that are asked for at once; SQLite takes 32,766 values. */
const IDS_AT_ONCE = 10_000

export async function foresee(
  tx: Tx,
  mailbox: ReceivingMailbox,
  mails: readonly Arrival[],
): Promise<Foreseen> {
  const foreseen: Foreseen = {
    answered: new Map(),
    threads: new Map(),
    labelled: new Set(),
    asking: new Map(),
  }
  const ids = [...new Set(mails.flatMap(({ parsed }) => answeredIds(parsed)))]
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const rows = await tx
      .selectFrom('messages')
      .innerJoin('threads', 'threads.id', 'messages.thread_id')
      .select(['messages.message_id', 'messages.thread_id'])
      .where('messages.message_id', 'in', ids.slice(at, at + IDS_AT_ONCE))
      .where('messages.mailbox_id', '=', mailbox.id)
      // An answer to a notification may stand in another mailbox's thread.
      .where('threads.mailbox_id', '=', mailbox.id)
      .orderBy('messages.id')
      .execute()
    for (const row of rows) note(foreseen, row.message_id, row.thread_id)
  }
  const threadIds = new Set(mails.flatMap(({ parsed }) => threadAnswered(foreseen, parsed) ?? []))
  if (threadIds.size === 0) return foreseen
  const threads = await tx
    .selectFrom('threads')
    .selectAll()
    .where('id', 'in', [...threadIds])
    // In order, so that nobody waits in a ring.
    .orderBy('id')
    .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
    .execute()
  for (const thread of threads) foreseen.threads.set(thread.id, thread)
  const labelled = await tx
    .selectFrom('thread_labels')
    .select('thread_id')
    .where('thread_id', 'in', [...threadIds])
    .execute()
  for (const row of labelled) foreseen.labelled.add(row.thread_id)
  const asking = await askingAmong(tx, [...threadIds])
  for (const id of threadIds) foreseen.asking.set(id, asking.has(id))
  return foreseen
}

/** Whether somebody outside was asked on a thread: then a mail may be theirs and not the customer's. */
export async function asksOutside(tx: Tx, { asking }: Foreseen, threadId: number): Promise<boolean> {
  return asking.get(threadId) ?? (await askingAmong(tx, [threadId])).has(threadId)
}

async function askingAmong(tx: Tx, threadIds: readonly number[]): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('waits')
    .select('thread_id')
    .where('thread_id', 'in', threadIds)
    .where('address', 'is not', null)
    .execute()
  return new Set(rows.map((row) => row.thread_id))
}

/** The thread of the nearest mail that this one answers and that is known. */
export function threadAnswered({ answered }: Foreseen, mail: ParsedMail): number | null {
  for (const id of answeredIds(mail)) {
    const [threadId] = answered.get(id) ?? []
    if (threadId !== undefined) return threadId
  }
  return null
}

/** A mail was stored in a thread, which now stands so. @param messageId its Message-ID */
export function stands(foreseen: Foreseen, thread: Thread, messageId: string | null): void {
  foreseen.threads.set(thread.id, thread)
  note(foreseen, messageId, thread.id)
}

/** The thread locked as it stands, or the one that it was merged into meanwhile. */
export async function standingThread(
  tx: Tx,
  { threads }: Foreseen,
  threadId: number,
): Promise<Thread | null> {
  const known = threads.get(threadId)
  const thread = known?.merged_into_id === null ? known : await lockWhereItStands(tx, threadId)
  if (thread) threads.set(thread.id, thread)
  return thread
}

function note({ answered }: Foreseen, messageId: string | null, threadId: number): void {
  if (messageId === null) return
  const before = answered.get(messageId)
  if (before) before.push(threadId)
  else answered.set(messageId, [threadId])
}
