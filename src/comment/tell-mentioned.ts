import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { notify } from '../notification/notify.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Mentionable, mentionsIn } from './mention.ts'
import { accountsBehind, mentionablePeople } from './mentionable.store.ts'

/** Writes down whom a comment mentions, apart from those it mentioned before; returns the new ones. */
export async function insertMentions(
  tx: Db,
  commentId: number,
  body: string,
  now: number,
): Promise<Mentionable[]> {
  const found = mentionsIn(body, await mentionablePeople(tx))
  const before = await tx.selectFrom('mentions').selectAll().where('comment_id', '=', commentId).execute()
  const added = found.filter(
    (who) => !before.some((row) => (who.kind === 'account' ? row.account_id : row.group_id) === who.id),
  )
  if (added.length > 0) {
    await tx
      .insertInto('mentions')
      .values(
        added.map((who) => ({
          comment_id: commentId,
          account_id: who.kind === 'account' ? who.id : null,
          group_id: who.kind === 'group' ? who.id : null,
          created_at: now,
        })),
      )
      .execute()
  }
  return added
}

type Mentioned = {
  commentId: number
  mentions: readonly Mentionable[]
  /** The one of them who is asked for a policy. They get one notification, and it says that. */
  asks: number | null
}

/** @returns the accounts that were mentioned but may not see the thread */
export async function tellMentioned(
  tx: Db,
  viewer: Viewer,
  thread: Thread,
  { commentId, mentions, asks }: Mentioned,
  now: number,
): Promise<number[]> {
  if (mentions.length === 0) return []
  const accounts = await accountsBehind(tx, mentions)
  const about = {
    threadId: thread.id,
    mailboxId: thread.mailbox_id,
    commentId,
    actorId: viewer.accountId,
    cause: `mention:${commentId}`,
  }
  if (asks !== null) await notify(tx, [asks], { ...about, kind: 'policy_asked' }, now)
  const others = accounts.filter((id) => id !== asks)
  return (await notify(tx, others, { ...about, kind: 'mention' }, now)).withoutAccess
}
