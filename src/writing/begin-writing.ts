import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db, Tx } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { beginReply } from '../outbox/begin-reply.ts'
import { lockThread } from '../thread/thread.store.ts'
import { openPagesOf } from './writing.store.ts'
import { SILENCE, SILENCE_WITHOUT_SCRIPT, type Writer, whomToAskAbout, writersAmong } from './writing.ts'

export type BegunWriting = { begun: true } | { ask: Writer[] } | { refused: 'not-found' | 'read-only' }

/**
 * Somebody opens the composer: everybody sees it from now on. Of two who open it at once the second is told of
 * the first, as both pass through the lock of the thread.
 *
 * @param input.page the token of the form that is opened
 * @param input.asks false: write whoever else writes
 * @param now UTC ms
 * @returns `ask`: others are writing, and nothing was begun
 */
export async function beginWriting(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; page: string; sessionHash: string; asks: boolean },
  now: number,
): Promise<BegunWriting> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    const ask = input.asks ? whomToAskAbout(await openPagesOf(tx, thread.id), viewer.accountId, now) : []
    if (ask.length > 0) return { ask }
    await beginReply(tx, viewer, thread.id, now)
    // Whoever begins anew has read that somebody took over.
    await tx
      .deleteFrom('writings')
      .where('thread_id', '=', thread.id)
      .where('account_id', '=', viewer.accountId)
      .where('taken_at', 'is not', null)
      .execute()
    await openPage(tx, viewer, thread, input, now + SILENCE_WITHOUT_SCRIPT, now)
    return { begun: true }
  })
}

/**
 * A page says that it is still there. One that was forgotten meanwhile (the computer slept) counts again; one
 * from which somebody took over does not, until its writer begins anew.
 *
 * @param now UTC ms
 */
export async function keepWriting(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; page: string; sessionHash: string; script: boolean },
  now: number,
): Promise<void> {
  await transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread || !mayWork(viewer, thread.mailbox_id)) return
    const endsAt = now + (input.script ? SILENCE : SILENCE_WITHOUT_SCRIPT)
    await openPage(tx, viewer, thread, input, endsAt, now)
  })
}

async function openPage(
  tx: Tx,
  viewer: Viewer,
  thread: { id: number; mailbox_id: number },
  { page, sessionHash }: { page: string; sessionHash: string },
  endsAt: number,
  now: number,
): Promise<void> {
  const before = writersAmong(await openPagesOf(tx, thread.id), now)
  const { taken_at: takenAt } = await tx
    .insertInto('writings')
    .values({
      ...{ thread_id: thread.id, account_id: viewer.accountId, page, session_hash: sessionHash },
      ...{ began_at: now, ends_at: endsAt, taken_by: null, taken_at: null },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['thread_id', 'account_id', 'page'])
        .doUpdateSet({ ends_at: endsAt, session_hash: sessionHash }),
    )
    .returning('taken_at')
    .executeTakeFirstOrThrow()
  if (takenAt !== null || before.some(({ accountId }) => accountId === viewer.accountId)) return
  await recordEvent(tx, {
    ...{ at: now, kind: 'writing', mailboxId: thread.mailbox_id, threadId: thread.id },
    actorId: viewer.accountId,
  })
}
