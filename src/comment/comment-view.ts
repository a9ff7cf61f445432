import type { CommentView, Delivery } from '../../views/comment/comment-note.tsx'
import { loadViewers } from '../access/viewer.store.ts'
import { maySeeThread, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Mentionable, splitMentions } from './mention.ts'
import { mentionablePeople } from './mentionable.store.ts'

/** The thread's comments as its page shows them, oldest first. */
export async function commentsInView(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  editing: { commentId: number; body: string; error: string | null } | null,
): Promise<CommentView[]> {
  const comments = await db
    .selectFrom('comments')
    .innerJoin('accounts', 'accounts.id', 'comments.author_id')
    .selectAll('comments')
    .select(['accounts.name as author_name', 'accounts.title as author_title'])
    .where('thread_id', '=', thread.id)
    .orderBy('created_at')
    .orderBy('comments.id')
    .execute()
  if (comments.length === 0) return []
  const ids = comments.map((comment) => comment.id)
  const [people, versions, deliveries] = await Promise.all([
    mentionablePeople(db),
    db
      .selectFrom('comment_versions')
      .selectAll()
      .where('comment_id', 'in', ids)
      .orderBy('id', 'desc')
      .execute(),
    deliveriesOf(db, viewer, thread, ids),
  ])
  return comments.map((comment) => ({
    id: comment.id,
    messageId: comment.message_id,
    author: { id: comment.author_id, name: comment.author_name, title: comment.author_title },
    at: comment.created_at,
    pieces: splitMentions(comment.body, people).map(({ text, mention }) =>
      mention ? { mention: text, you: isViewer(viewer, mention) } : { text },
    ),
    editedAt: comment.edited_at,
    earlier: versions
      .filter((version) => version.comment_id === comment.id)
      .map((version) => ({ until: version.replaced_at, body: version.body })),
    deliveries: deliveries.get(comment.id) ?? [],
    mayEdit: comment.author_id === viewer.accountId,
    editing: editing?.commentId === comment.id ? { body: editing.body, error: editing.error } : null,
  }))
}

function isViewer(viewer: Viewer, who: Mentionable): boolean {
  return who.kind === 'account' ? who.id === viewer.accountId : viewer.groupIds.has(who.id)
}

/** What became of telling everybody whom each comment mentions. */
async function deliveriesOf(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  commentIds: readonly number[],
): Promise<Map<number, Delivery[]>> {
  const mentioned = await db
    .selectFrom('mentions')
    .leftJoin('group_members', 'group_members.group_id', 'mentions.group_id')
    .select(['mentions.comment_id', 'mentions.account_id', 'group_members.account_id as member_id'])
    .where('mentions.comment_id', 'in', commentIds)
    .orderBy('mentions.id')
    .execute()
  const told = await db
    .selectFrom('notifications')
    .selectAll()
    .where('comment_id', 'in', commentIds)
    .where('kind', 'in', ['mention', 'policy_asked'])
    .execute()
  const accountIds = [
    ...new Set(mentioned.map((row) => row.account_id ?? row.member_id).filter((id) => id !== null)),
  ]
  const names = await namesOf(db, accountIds)
  const viewers = await loadViewers(db, accountIds)

  const found = new Map<number, Delivery[]>()
  const seen = new Set<string>()
  for (const row of mentioned) {
    const accountId = row.account_id ?? row.member_id
    const key = `${row.comment_id} ${accountId}`
    if (accountId === null || seen.has(key)) continue
    seen.add(key)
    const note = told.find((one) => one.comment_id === row.comment_id && one.account_id === accountId)
    const addressee = viewers.get(accountId)
    const access = addressee !== undefined && maySeeThread(addressee, { mailboxId: thread.mailbox_id })
    const author = !note && access
    // Nobody is told of their own comment, so its author, mentioned through a group, has no delivery.
    if (author) continue
    const delivery: Delivery = note
      ? {
          to: names.get(accountId) ?? '',
          state: note.read_at !== null ? 'read' : note.email_state,
          at: note.read_at ?? note.email_sent_at,
          said: note.email_error,
          grantUrl: null,
        }
      : {
          to: names.get(accountId) ?? '',
          state: 'no_access',
          at: null,
          said: null,
          grantUrl: viewer.isAdmin ? `/admin/mailboxes/${thread.mailbox_id}` : null,
        }
    found.set(row.comment_id, [...(found.get(row.comment_id) ?? []), delivery])
  }
  return found
}

async function namesOf(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
