import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { CommentView, Delivery as DeliveryView } from '../../views/comment/comment-note.tsx'
import { loadViewers } from '../access/viewer.store.ts'
import { maySeeMailbox, maySupervise, mayWork, type Viewer } from '../access/viewer.ts'
import type { Database, Db } from '../db/database.ts'
import { type Delivery, deliveriesOfComments } from '../notification/deliveries.store.ts'
import { mayRestrict } from '../restriction/restriction.ts'
import type { Stretch } from '../thread/stretch.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type CommentPiece, type Mentionable, splitMentions } from './mention.ts'
import { mentionablePeople } from './mentionable.store.ts'

/** Comments on one page. */
const SHOWN = 200

/**
 * The comments that belong to a stretch of the thread, as its page shows them, oldest first: those at its
 * messages, and those that were written in its time.
 *
 * @param upTo the newest comment to show, itself included; null for all
 * @returns with them `earlier`, the newest one that found no room
 */
export async function commentsInView(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  stretch: Stretch,
  upTo: number | null,
  editing: { commentId: number; body: string; error: string | null } | null,
): Promise<{ comments: CommentView[]; earlier: number | null }> {
  const found = await db
    .selectFrom('comments')
    .innerJoin('accounts', 'accounts.id', 'comments.author_id')
    .selectAll('comments')
    .select(['accounts.name as author_name', 'accounts.title as author_title'])
    .where('thread_id', '=', thread.id)
    .where(belongsTo(stretch))
    .$if(upTo !== null, (query) => query.where('comments.id', '<=', upTo ?? 0))
    .orderBy('comments.id', 'desc')
    .limit(SHOWN + 1)
    .execute()
  if (found.length === 0) return { comments: [], earlier: null }
  const comments = found
    .slice(0, SHOWN)
    .toSorted((one, other) => one.created_at - other.created_at || one.id - other.id)
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
  const outside = await outsideOnly(db, thread, [...deliveries.values()].flat())
  const works = mayWork(viewer, thread.mailbox_id)
  const cut = new Map(comments.map(({ id, body }) => [id, splitMentions(body, people)]))
  const supervisors = await supervisorsAmong(db, thread, [...cut.values()].flat())
  const shown = comments.map((comment) => ({
    id: comment.id,
    messageId: comment.message_id,
    author: { id: comment.author_id, name: comment.author_name, title: comment.author_title },
    at: comment.created_at,
    pieces: (cut.get(comment.id) ?? []).map(({ text, mention }) =>
      mention ? { mention: text.slice(1), you: isViewer(viewer, mention) } : { text },
    ),
    editedAt: comment.edited_at,
    byMail: comment.by_mail === 1,
    earlier: versions
      .filter((version) => version.comment_id === comment.id)
      .map((version) => ({ until: version.replaced_at, body: version.body })),
    deliveries: (deliveries.get(comment.id) ?? []).map((delivery) =>
      inView(delivery, viewer, thread, outside),
    ),
    callsSupervisor: (cut.get(comment.id) ?? []).some(
      ({ mention }) => mention?.kind === 'account' && supervisors.has(mention.id),
    ),
    mayEdit: works && comment.author_id === viewer.accountId,
    editing: editing?.commentId === comment.id ? { body: editing.body, error: editing.error } : null,
  }))
  return { comments: shown, earlier: found[SHOWN]?.id ?? null }
}

function belongsTo({ messageIds, from, before }: Stretch) {
  return ({ eb, and, or }: ExpressionBuilder<Database, 'comments'>): Expression<SqlBool> =>
    or([
      ...(messageIds.length === 0 ? [] : [eb('comments.message_id', 'in', messageIds)]),
      and([
        ...(from === null ? [] : [eb('comments.created_at', '>=', from)]),
        ...(before === null ? [] : [eb('comments.created_at', '<', before)]),
      ]),
    ])
}

/** Of those whom comments call by name, who decides in this mailbox. */
async function supervisorsAmong(
  db: Db,
  thread: Thread,
  pieces: readonly CommentPiece[],
): Promise<ReadonlySet<number>> {
  const called = pieces.flatMap(({ mention }) => (mention?.kind === 'account' ? [mention.id] : []))
  const viewers = await loadViewers(db, [...new Set(called)])
  return new Set(
    [...viewers.values()]
      .filter((viewer) => maySupervise(viewer, thread.mailbox_id))
      .map(({ accountId }) => accountId),
  )
}

function isViewer(viewer: Viewer, who: Mentionable): boolean {
  return who.kind === 'account' ? who.id === viewer.accountId : viewer.groupIds.has(who.id)
}

/** Those without access whom only the restriction keeps out: they have a role in the mailbox. */
async function outsideOnly(
  db: Db,
  thread: Thread,
  deliveries: readonly Delivery[],
): Promise<ReadonlySet<number>> {
  if (thread.restricted_at === null) return new Set()
  const ids = deliveries.filter(({ state }) => state === 'no_access').map(({ accountId }) => accountId)
  const viewers = await loadViewers(db, [...new Set(ids)])
  return new Set(
    [...viewers.values()]
      .filter((viewer) => maySeeMailbox(viewer, thread.mailbox_id))
      .map(({ accountId }) => accountId),
  )
}

/** A mention without access leads whoever may grant it to where they can. */
function inView(
  delivery: Delivery,
  viewer: Viewer,
  thread: Thread,
  outside: ReadonlySet<number>,
): DeliveryView {
  return {
    to: delivery.name,
    state: delivery.state,
    at: delivery.at,
    said: delivery.error,
    grantUrl: delivery.state === 'no_access' ? grantUrl(delivery, viewer, thread, outside) : null,
  }
}

function grantUrl(
  { accountId }: Delivery,
  viewer: Viewer,
  { id, mailbox_id: mailboxId, assignee_id: assigneeId }: Thread,
  outside: ReadonlySet<number>,
): string | null {
  if (outside.has(accountId)) {
    return mayRestrict(viewer, { id, mailboxId, assigneeId })
      ? `/threads/${id}/restriction?add=${accountId}`
      : null
  }
  return viewer.isAdmin ? `/admin/people/${accountId}` : null
}
