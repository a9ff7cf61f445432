import type { Tx } from '../db/database.ts'
import { rulesOf } from '../target/clocks-in.store.ts'
import { clocksOf } from '../thread/clocks.store.ts'
import type { Thread, ThreadPatch } from '../thread/thread.store.ts'
import { recordSoFar } from './late-rows.ts'
import { type Incoming, isAutomatic } from './store-mail.ts'

/** What a mail that was just stored makes of the clocks of its thread. @param moved the thread as it will be */
export async function clocksAfter(
  tx: Tx,
  { late }: Incoming,
  moved: Thread,
  now: number,
): Promise<ThreadPatch> {
  const isPromised = moved.target_kind !== null || (await rulesOf(tx, moved.mailbox_id, now)) !== null
  // They are reckoned from the mails that stand in the thread.
  if (isPromised) await recordSoFar(tx, late)
  return clocksOf(tx, moved, now, { isUnasked: moved.wait_with === null })
}

/**
 * A machine can write thousands of mails into one thread: where the customer waits for our answer already, or
 * the mail is no person's, what the clocks were told before still holds.
 */
export function changesNoClock(thread: Thread, moved: Thread, { mail }: Incoming): boolean {
  if (moved.status !== thread.status) return false
  const isAwaited = thread.target_kind === 'first_reply' || thread.target_kind === 'next_reply'
  return (
    isAutomatic(mail.parsed) || (isAwaited && mail.receivedAt >= (thread.last_inbound_at ?? mail.receivedAt))
  )
}

/** A new thread counts its first mail already; its clocks can only be read once that stands in it. */
export async function startClocks(tx: Tx, incoming: Incoming, thread: Thread, now: number): Promise<Thread> {
  const {
    target_kind,
    target_due_at = null,
    due_at = null,
    soon_at = null,
  } = await clocksAfter(tx, incoming, thread, now)
  if (!target_kind) return thread
  const clocks = { target_kind, target_due_at, due_at, soon_at }
  await tx.updateTable('threads').set(clocks).where('id', '=', thread.id).execute()
  return { ...thread, ...clocks }
}
