import type { Viewer } from '../access/viewer.ts'
import { lastUndoable } from '../change/change.store.ts'
import type { Db } from '../db/database.ts'
import { decidesIn } from '../escalation/open-escalations.store.ts'
import { railLabels } from '../label/rail-labels.store.ts'
import { leavingReplies } from '../outbox/leaving-view.ts'
import { openIn } from '../thread/mailbox-counts.store.ts'
import { workCounts } from '../thread/work-counts.store.ts'
import { type Surroundings, surroundingsOf } from './surroundings.store.ts'

/**
 * What stands beside every page: mailboxes with what is open, the viewer's work, the connections.
 *
 * @param now UTC ms
 * @param known where the page has read them already
 */
export async function railFacts(db: Db, viewer: Viewer, now: number, known?: Surroundings) {
  const { mailboxes, counts, labels } = known ?? (await surroundingsOf(db, viewer, now))
  const ids = mailboxes.map(({ id }) => id)
  const states = mailboxes.flatMap(({ name: mailbox, retiredAt, connections }) =>
    retiredAt === null ? connections.map((state) => ({ ...state, mailbox })) : [],
  )
  return {
    // Nothing comes into a retired one, but its threads stay to be read: last, and marked.
    mailboxes: mailboxes
      .map(({ id, name, retiredAt }) => ({ id, name, retired: retiredAt !== null, open: openIn(counts, id) }))
      .sort((a, b) => Number(a.retired) - Number(b.retired)),
    supervises: decidesIn(viewer)?.length !== 0,
    labels: await railLabels(db, viewer, labels, ids),
    counts: await workCounts(db, viewer, now, ids),
    leaving: await leavingReplies(db, viewer, now),
    undoable: await undoableOf(db, viewer, now),
    connections: states.map(({ done: _, total: __, ...state }) => state),
    imports: states.flatMap(({ mailbox, done, total }) =>
      done !== null && total !== null && total > 0 ? [{ mailbox, done, total }] : [],
    ),
  }
}

async function undoableOf(db: Db, viewer: Viewer, now: number) {
  const last = await lastUndoable(db, viewer, now)
  return last && { action: `/changes/${last.id}/reversal`, at: last.at }
}
