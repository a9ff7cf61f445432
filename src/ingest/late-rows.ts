import { type Acknowledgeable, acknowledgeLater } from '../auto-mail/acknowledge-later.ts'
import type { NewRow, Tx } from '../db/database.ts'
import type { ThreadEvent } from '../event/event.ts'
import { recordEvents } from '../event/record-event.ts'
import {
  addParticipantsOf,
  insertContents,
  insertMessageRows,
  type MessageContent,
} from '../message/message.store.ts'
import { rulesLater } from '../rule/rules-later.store.ts'
import { indexLater } from '../search/due.store.ts'
import { type CountChange, countThreads, type Thread } from '../thread/thread.store.ts'

/** What nothing reads before the commit, so that a whole batch's is written together at its end. */
export type LateRows = {
  /** For the messages of the batch. */
  messageIds: number[]
  messages: NewRow<'messages'>[]
  contents: MessageContent[]
  counts: CountChange[]
  /** Mails that began a thread and may be acknowledged. */
  acknowledgeable: Acknowledgeable[]
  /** Ids of threads that were made. */
  made: number[]
  /** Ids of threads that have no label, as far as it is known. */
  unlabelled: Set<number>
  /** In the order in which it happened. */
  events: ThreadEvent[]
  /** Who took part, once for each thread and address. */
  heard: Map<string, { thread_id: number; address: string; last_at: number }>
  /** The subjects of the threads in which they did. */
  heardUnder: Set<string>
}

export function noLateRows(messageIds: number[], unlabelled: Iterable<number>): LateRows {
  return {
    ...{ messageIds, messages: [] },
    ...{ contents: [], counts: [], acknowledgeable: [], made: [], events: [] },
    ...{ unlabelled: new Set(unlabelled), heard: new Map(), heardUnder: new Set() },
  }
}

/** Everybody whom a mail names takes part in its thread. */
export function hear(
  { heard, heardUnder }: LateRows,
  thread: Thread,
  addresses: readonly string[],
  at: number,
): void {
  for (const address of addresses)
    heard.set(`${thread.id} ${address}`, { thread_id: thread.id, address, last_at: at })
  heardUnder.add(thread.subject_key)
}

/** Before anything that looks for a thread by who took part in it. */
export async function hearSoFar(tx: Tx, { heard, heardUnder }: LateRows): Promise<void> {
  await addParticipantsOf(tx, [...heard.values()])
  heard.clear()
  heardUnder.clear()
}

/**
 * Before anything that reads or names the mails of a thread, or writes events of its own: those of a thread stand in
 * the order in which they happened.
 */
export async function recordSoFar(tx: Tx, late: LateRows): Promise<void> {
  await insertMessageRows(tx, late.messages.splice(0))
  await recordEvents(tx, late.events.splice(0))
}

/** Writes all that waited, and what follows from the mails of the batch. @param now UTC ms */
export async function writeLate(tx: Tx, mailboxId: number, late: LateRows, now: number): Promise<void> {
  const messageIds = late.contents.map(({ messageId }) => messageId)
  await recordSoFar(tx, late)
  await insertContents(tx, late.contents)
  await hearSoFar(tx, late)
  await rulesLater(tx, mailboxId, messageIds, now)
  await acknowledgeLater(tx, mailboxId, late.acknowledgeable, now)
  await countThreads(tx, late.counts)
  await indexLater(tx, 'message', messageIds)
  await indexLater(tx, 'customer', late.made)
}
