import type { Viewer } from '../access/viewer.ts'
import { lastUndoable } from '../change/change.store.ts'
import type { Db } from '../db/database.ts'
import { decidesIn } from '../escalation/open-escalations.store.ts'
import { railLabels } from '../label/rail-labels.store.ts'
import { leavingReplies } from '../outbox/leaving-view.ts'
import { mailboxesInSight } from '../thread/thread-list.store.ts'
import { openPerMailbox, workCounts } from '../thread/work-counts.store.ts'

/** What stands beside every page: mailboxes with what is open, the viewer's work, the connections. @param now UTC ms */
export async function railFacts(db: Db, viewer: Viewer, now: number) {
  const ids = await mailboxesInSight(db, viewer)
  const mailboxes =
    ids.length === 0
      ? []
      : await db
          .selectFrom('mailboxes')
          .select(['id', 'name', 'retired_at'])
          .where('id', 'in', ids)
          .orderBy('id')
          .execute()
  const counters = await openPerMailbox(db, viewer, ids)
  const states =
    ids.length === 0
      ? []
      : await db.selectFrom('connections').selectAll().where('mailbox_id', 'in', ids).execute()
  const named = states.flatMap((state) => {
    const mailbox = mailboxes.find(({ id, retired_at }) => id === state.mailbox_id && retired_at === null)
    return mailbox ? [{ ...state, mailbox: mailbox.name }] : []
  })
  return {
    // Nothing comes into a retired one, but its threads stay to be read: last, and marked.
    mailboxes: mailboxes.toSorted(retiredLast).map(({ id, name, retired_at }) => ({
      id,
      name,
      retired: retired_at !== null,
      open: counters
        .filter((counter) => counter.mailbox_id === id && counter.status !== 'done')
        .reduce((sum, counter) => sum + counter.n, 0),
    })),
    supervises: decidesIn(viewer)?.length !== 0,
    labels: await railLabels(db, viewer, ids),
    counts: await workCounts(db, viewer, now),
    leaving: await leavingReplies(db, viewer, now),
    undoable: await undoableOf(db, viewer, now),
    connections: named.map((state) => ({
      mailbox: state.mailbox,
      way: state.way,
      state: state.state,
      lastMailAt: state.last_mail_at,
      error: state.error,
      nextTryAt: state.next_try_at,
    })),
    imports: named.flatMap(({ mailbox, progress_done: done, progress_total: total }) =>
      done !== null && total !== null && total > 0 ? [{ mailbox, done, total }] : [],
    ),
  }
}

type Retirable = { retired_at: number | null }

function retiredLast(a: Retirable, b: Retirable): number {
  return Number(a.retired_at !== null) - Number(b.retired_at !== null)
}

async function undoableOf(db: Db, viewer: Viewer, now: number) {
  const last = await lastUndoable(db, viewer, now)
  return last && { action: `/changes/${last.id}/reversal`, at: last.at }
}
