import { loadViewer } from '../access/viewer.store.ts'
import { maySupervise, mayWork, type Viewer } from '../access/viewer.ts'
import { addComment } from '../comment/add-comment.ts'
import { type Mentionable, mentionsIn } from '../comment/mention.ts'
import { mentionablePeople } from '../comment/mentionable.store.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { changeThread, lockThread } from '../thread/thread.store.ts'
import { forgetWords } from '../writing/kept-words.store.ts'

export type AskedPolicy =
  /** `outside`: they do not see the thread as it is restricted, and are told once somebody adds them. */
  | { commentId: number; outside: boolean }
  | { refused: 'not-found' | 'read-only' | 'empty' | 'too-long' | 'not-a-supervisor' }

/**
 * Asks a supervisor of the mailbox for a policy: a comment that mentions them, their notification, and the
 * mark on the thread that a decision is awaited, which stands until a policy is set.
 *
 * @param input.of the supervisor's account
 * @param now UTC ms
 */
export async function askPolicy(
  db: Db,
  viewer: Viewer,
  input: { threadId: number; of: number; body: string },
  now: number,
): Promise<AskedPolicy> {
  if (input.body.trim() === '') return { refused: 'empty' }
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    if (!mayWork(viewer, thread.mailbox_id)) return { refused: 'read-only' }
    const supervisor = await loadViewer(tx, input.of)
    if (!supervisor || !maySupervise(supervisor, thread.mailbox_id)) return { refused: 'not-a-supervisor' }

    const people = await mentionablePeople(tx)
    const isAsked = (who: Mentionable) => who.kind === 'account' && who.id === input.of
    const handle = people.find(isAsked)?.handle ?? supervisor.name
    const mentioned = mentionsIn(input.body, people).some(isAsked)
    const body = mentioned ? input.body : `@${handle} ${input.body.trim()}`
    const comment = await addComment(
      tx,
      viewer,
      { threadId: thread.id, messageId: null, body, asks: input.of },
      now,
    )
    // A refusal is no error: whatever was written before it would stay.
    if ('refused' in comment) return comment
    const commented = (await lockThread(tx, viewer, thread.id)) ?? thread
    await changeThread(tx, commented, { policy_asked_at: now, policy_asked_of: input.of })
    await forgetWords(tx, thread.id, viewer.accountId, 'policy-request')
    await recordEvent(tx, {
      at: now,
      kind: 'policy_asked',
      mailboxId: thread.mailbox_id,
      threadId: thread.id,
      actorId: viewer.accountId,
      facts: { of: input.of, comment: comment.commentId },
    })
    return { commentId: comment.commentId, outside: comment.withoutAccess.includes(input.of) }
  })
}
