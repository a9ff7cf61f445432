import { sightsOf } from '../access/sight.store.ts'
import { loadViewers } from '../access/viewer.store.ts'
import { maySeeThread } from '../access/viewer.ts'
import type { Db, Row } from '../db/database.ts'

/** What became of telling one person of a comment. */
export type Delivery = {
  accountId: number
  name: string
  /**
   * `read` on screen; `no_access`: mentioned, and not told because the thread did not exist for them;
   * `failed` from the first attempt that failed, even while more are to come.
   */
  state: Row<'notifications'>['email_state'] | 'read' | 'no_access'
  /** When it was read or sent, or when the next attempt is due; null when there will be none. UTC ms. */
  at: number | null
  /** Failed: the server's words, or a sentence of ours. */
  error: string | null
}

/** Whom the comments call by name, and whether it arrived, in the order in which they were told. */
export async function deliveriesOfComments(
  db: Db,
  commentIds: readonly number[],
): Promise<Map<number, Delivery[]>> {
  const found = new Map<number, Delivery[]>(commentIds.map((id) => [id, []]))
  if (commentIds.length === 0) return found
  const told = await db
    .selectFrom('notifications as n')
    .innerJoin('accounts', 'accounts.id', 'n.account_id')
    .select([
      'n.comment_id',
      'n.account_id',
      'accounts.name',
      'n.read_at',
      'n.email_state',
      'n.email_sent_at',
      'n.email_next_at',
      'n.email_error',
    ])
    .where('n.comment_id', 'in', commentIds)
    .orderBy('n.id')
    .execute()
  for (const row of told) {
    if (row.comment_id === null) continue
    found.get(row.comment_id)?.push({
      accountId: row.account_id,
      name: row.name,
      state: stateOf(row),
      at: row.read_at ?? row.email_sent_at ?? row.email_next_at,
      error: row.read_at === null ? row.email_error : null,
    })
  }
  const called = [...(await mentionedByName(db, commentIds)), ...(await membersOutOfReach(db, commentIds))]
  for (const { comment_id, account_id, name } of called) {
    const deliveries = found.get(comment_id)
    if (deliveries?.some((delivery) => delivery.accountId === account_id)) continue
    deliveries?.push({ accountId: account_id, name, state: 'no_access', at: null, error: null })
  }
  return found
}

function stateOf({
  read_at,
  email_state,
  email_error,
}: Pick<Row<'notifications'>, 'read_at' | 'email_state' | 'email_error'>): Delivery['state'] {
  if (read_at !== null) return 'read'
  return email_state === 'queued' && email_error !== null ? 'failed' : email_state
}

/** Nobody is told of what they wrote themselves, so the author's own name is no mention to answer for. */
async function mentionedByName(db: Db, commentIds: readonly number[]) {
  return db
    .selectFrom('mentions')
    .innerJoin('comments', 'comments.id', 'mentions.comment_id')
    .innerJoin('accounts', 'accounts.id', 'mentions.account_id')
    .select(['mentions.comment_id', 'accounts.id as account_id', 'accounts.name'])
    .where('mentions.comment_id', 'in', commentIds)
    .whereRef('accounts.id', '!=', 'comments.author_id')
    .orderBy('mentions.id')
    .execute()
}

/** Those of the groups that were called who cannot see the thread: whoever called the group counts on them too. */
async function membersOutOfReach(db: Db, commentIds: readonly number[]) {
  const members = await db
    .selectFrom('mentions')
    .innerJoin('comments', 'comments.id', 'mentions.comment_id')
    .innerJoin('group_members', 'group_members.group_id', 'mentions.group_id')
    .innerJoin('accounts', 'accounts.id', 'group_members.account_id')
    .select(['mentions.comment_id', 'accounts.id as account_id', 'accounts.name'])
    .select('comments.thread_id')
    .where('mentions.comment_id', 'in', commentIds)
    .where('accounts.disabled_at', 'is', null)
    .whereRef('accounts.id', '!=', 'comments.author_id')
    .orderBy('mentions.id')
    .orderBy('accounts.id')
    .execute()
  const viewers = await loadViewers(db, [...new Set(members.map((member) => member.account_id))])
  const sights = await sightsOf(
    db,
    members.map((member) => member.thread_id),
  )
  return members.filter(({ account_id, thread_id }) => {
    const viewer = viewers.get(account_id)
    const sight = sights.get(thread_id)
    return viewer && sight && !maySeeThread(viewer, sight)
  })
}
