import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { lockThread } from '../thread/thread.store.ts'

/** Longest word on why a rule was wrong, in characters. */
export const WORDS_LIMIT = 500

/**
 * "This is not what the rule is for": the suggestion goes, and whoever owns the rule sees that it fired wrongly.
 * What it has done stays, for people to undo.
 *
 * @param now UTC ms
 */
export async function judgeHit(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; hitId: number; words: string },
  now: number,
): Promise<{ threadId: number } | { refused: 'not-found' | 'read-only' }> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    const hit =
      thread &&
      (await tx
        .selectFrom('rule_hits')
        .selectAll()
        .where('id', '=', input.hitId)
        .where('thread_id', '=', thread.id)
        .executeTakeFirst())
    if (!thread || !hit) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    if (hit.wrong_at !== null) return { threadId: thread.id }
    await tx
      .updateTable('rule_hits')
      .set({
        wrong_by: viewer.accountId,
        wrong_at: now,
        wrong_words: input.words.trim().slice(0, WORDS_LIMIT),
      })
      .where('id', '=', hit.id)
      .execute()
    await tx
      .updateTable('rules')
      .set((eb) => ({ wrong: eb('wrong', '+', 1) }))
      .where('id', '=', hit.rule_id)
      .execute()
    await recordEvent(tx, {
      at: now,
      kind: 'rule_judged',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { rule: hit.rule_id, hit: hit.id },
    })
    return { threadId: thread.id }
  })
}
