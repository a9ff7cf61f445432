import type { CommentView, Delivery as DeliveryView } from '../../views/comment/comment-note.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { type Delivery, deliveriesOfComments } from '../notification/deliveries.store.ts'
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
    deliveriesOfComments(db, ids),
  ])
  return comments.map((comment) => ({
    id: comment.id,
    messageId: comment.message_id,
    author: { id: comment.author_id, name: comment.author_name, title: comment.author_title },
    at: comment.created_at,
    pieces: splitMentions(comment.body, people).map(({ text, mention }) =>
      mention ? { mention: text.slice(1), you: isViewer(viewer, mention) } : { text },
    ),
    editedAt: comment.edited_at,
    earlier: versions
      .filter((version) => version.comment_id === comment.id)
      .map((version) => ({ until: version.replaced_at, body: version.body })),
    deliveries: (deliveries.get(comment.id) ?? []).map((delivery) => inView(delivery, viewer)),
    mayEdit: comment.author_id === viewer.accountId,
    editing: editing?.commentId === comment.id ? { body: editing.body, error: editing.error } : null,
  }))
}

function isViewer(viewer: Viewer, who: Mentionable): boolean {
  return who.kind === 'account' ? who.id === viewer.accountId : viewer.groupIds.has(who.id)
}

/** A mention without access leads whoever may grant it to where they can. */
function inView(delivery: Delivery, viewer: Viewer): DeliveryView {
  return {
    to: delivery.name,
    state: delivery.state,
    at: delivery.at,
    said: delivery.error,
    grantUrl: delivery.state === 'no_access' && viewer.isAdmin ? `/admin/people/${delivery.accountId}` : null,
  }
}
