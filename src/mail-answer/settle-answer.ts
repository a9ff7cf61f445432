import { maySupervise, type Viewer } from '../access/viewer.ts'
import { addComment } from '../comment/add-comment.ts'
import type { Db, Row } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { lockThread, type Thread } from '../thread/thread.store.ts'

export type SettledAnswer =
  | { settled: 'taken' | 'dropped'; threadId: number | null }
  | { refused: 'not-found' | 'over' | 'no-thread' | 'read-only' | 'empty' | 'too-long' }

/**
 * What a person makes of an answer by mail that was held: a comment, or nothing. It is never acted on afterwards:
 * whoever wants to set a policy, accept or approve does so on the thread.
 *
 * @param input.threadId where a comment belongs, of an answer whose thread nobody knows
 * @param now UTC ms
 */
export async function settleAnswer(
  db: Db,
  viewer: Viewer,
  input: { id: number; act: 'comment' | 'drop'; threadId: number | null },
  now: number,
): Promise<SettledAnswer> {
  return transact(db, async (tx) => {
    const known = await tx
      .selectFrom('mail_answers')
      .select(['thread_id', 'outcome'])
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (!known || !isKept(known.outcome)) return { refused: 'not-found' }
    const on = known.thread_id === null ? null : await lockThread(tx, viewer, known.thread_id)
    const answer = await tx
      .selectFrom('mail_answers')
      .selectAll()
      .where('id', '=', input.id)
      .$if(engineOf(tx) === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow()
    if (!maySettle(viewer, answer, on)) return { refused: 'not-found' }
    if (answer.outcome !== 'held') return { refused: 'over' }
    if (input.act === 'drop') return settle(tx, viewer, answer, on, null, now)

    const target = on ?? (input.threadId === null ? null : await lockThread(tx, viewer, input.threadId))
    if (!target) return { refused: 'no-thread' }
    if (answer.text.trim() === '') return { refused: 'empty' }
    const comment = { threadId: target.id, messageId: null, body: bodyOf(viewer, answer), byMail: true }
    const added = await addComment(tx, viewer, comment, now)
    if (!('refused' in added)) return settle(tx, viewer, answer, target, added.commentId, now)
    return { refused: added.refused === 'not-found' ? 'no-thread' : added.refused }
  })
}

/** What was acted on at once was never held. */
function isKept(outcome: Row<'mail_answers'>['outcome']): boolean {
  return outcome === 'held' || outcome === 'taken' || outcome === 'dropped'
}

/** Supervisors; and whoever the notification was for, who is signed in here as nobody who forged a mail is. */
function maySettle(viewer: Viewer, answer: Row<'mail_answers'>, thread: Thread | null): boolean {
  if (answer.thread_id === null) return maySupervise(viewer, answer.mailbox_id)
  if (thread === null) return false
  return maySupervise(viewer, thread.mailbox_id) || answer.account_id === viewer.accountId
}

/** Under whose name it came is part of what is said, where another person takes it in. */
function bodyOf(
  viewer: Viewer,
  { account_id, why, from_name, from_address, text }: Row<'mail_answers'>,
): string {
  const isOwn = account_id === viewer.accountId && why !== 'wrong-sender'
  const from = from_name === '' ? from_address : `${from_name} <${from_address}>`
  return isOwn ? text : `${from}:\n\n${text}`
}

async function settle(
  tx: Db,
  viewer: Viewer,
  answer: Row<'mail_answers'>,
  thread: Thread | null,
  commentId: number | null,
  now: number,
): Promise<SettledAnswer> {
  const settled = commentId === null ? 'dropped' : 'taken'
  await tx
    .updateTable('mail_answers')
    .set({ outcome: settled, comment_id: commentId, settled_by: viewer.accountId, settled_at: now })
    .where('id', '=', answer.id)
    .execute()
  await recordEvent(tx, {
    at: now,
    kind: 'answer_settled',
    mailboxId: thread?.mailbox_id ?? answer.mailbox_id,
    threadId: thread?.id ?? null,
    actorId: viewer.accountId,
    facts: { answer: answer.id, as: settled },
  })
  return { settled, threadId: thread?.id ?? null }
}
