import type { Viewer } from '../access/viewer.ts'
import type { Db, Tx } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { recordEvents } from '../event/record-event.ts'
import { lockThread } from '../thread/thread.store.ts'
import { isWriting } from './writing.ts'

/** A page with the composer was closed. @param now UTC ms */
export async function endWriting(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; page: string },
  now: number,
): Promise<void> {
  await transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return
    const ended = await tx
      .deleteFrom('writings')
      .where('thread_id', '=', thread.id)
      .where('account_id', '=', viewer.accountId)
      .where('page', '=', input.page)
      .returningAll()
      .execute()
    await tellEnded(tx, ended, now)
  })
}

/** Signing out closes what was open in the sessions that have ended. @param now UTC ms */
export async function endWritingSignedOut(tx: Tx, accountId: number, now: number): Promise<void> {
  const ended = await tx
    .deleteFrom('writings')
    .where('account_id', '=', accountId)
    .where('taken_at', 'is', null)
    .where('session_hash', 'not in', (eb) =>
      eb.selectFrom('sessions').select('token_hash').where('account_id', '=', accountId),
    )
    .returningAll()
    .execute()
  await tellEnded(tx, ended, now)
}

/** Who was taken over from learns of it for so long, ms, when their page comes back. */
const TOLD_FOR = 24 * 60 * 60_000
const BATCH = 200

/**
 * Forgets the pages that have fallen silent, whose process, browser or network died. Lists leave them out from
 * the instant itself; this tells the pages that still show them.
 *
 * @param now UTC ms
 * @returns how many pages
 */
export async function endSilentWriting(db: Db, now: number): Promise<number> {
  return transact(db, async (tx) => {
    const silent = await tx
      .selectFrom('writings')
      .selectAll()
      .where('ends_at', '<=', now)
      .where((eb) => eb.or([eb('taken_at', 'is', null), eb('taken_at', '<', now - TOLD_FOR)]))
      .orderBy('ends_at')
      .limit(BATCH)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate().skipLocked())
      .execute()
    for (const one of silent) {
      await tx
        .deleteFrom('writings')
        .where('thread_id', '=', one.thread_id)
        .where('account_id', '=', one.account_id)
        .where('page', '=', one.page)
        .execute()
    }
    await tellEnded(
      tx,
      silent.map((one) => ({ ...one, ends_at: now + 1 })),
      now,
    )
    return silent.length
  })
}

type Ended = {
  thread_id: number
  account_id: number
  ends_at: number
  taken_at: number | null
}

/** Told once for each person and thread, and not while another page of theirs is open there. */
async function tellEnded(tx: Tx, ended: readonly Ended[], now: number): Promise<void> {
  const counted = ended.filter((one) => isWriting({ endsAt: one.ends_at, takenAt: one.taken_at }, now))
  const people = new Map(counted.map((one) => [`${one.thread_id} ${one.account_id}`, one]))
  for (const { thread_id: threadId, account_id: actorId } of people.values()) {
    const still = await tx
      .selectFrom('writings')
      .select('page')
      .where('thread_id', '=', threadId)
      .where('account_id', '=', actorId)
      .where('ends_at', '>', now)
      .where('taken_at', 'is', null)
      .executeTakeFirst()
    if (still) continue
    const { mailbox_id: mailboxId } = await tx
      .selectFrom('threads')
      .select('mailbox_id')
      .where('id', '=', threadId)
      .executeTakeFirstOrThrow()
    await recordEvents(tx, [{ at: now, kind: 'writing_ended', mailboxId, threadId, actorId }])
  }
}
