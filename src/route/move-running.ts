import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { aroundOf } from '../escalation/around.store.ts'
import { lockEscalation, standingOf } from '../escalation/escalation.store.ts'
import { presentRoute, type RouteVersion } from '../escalation/route.store.ts'
import { writeStep } from '../escalation/write-step.ts'
import { recordEvent } from '../event/record-event.ts'
import { runningElsewhere } from './versions.store.ts'

export type RunningMoved =
  | { moved: number }
  | { refused: 'no-right' }
  /** Somebody saved another version meanwhile. */
  | { refused: 'replaced-meanwhile'; version: number }

/**
 * Moves a mailbox's open escalations to the version that holds now, on purpose. Whoever has one keeps it; who
 * comes next, and when, is as the new version says from here on. Where its level is gone, the next step is due
 * at once. Each is moved in a transaction of its own, with a step in its history.
 *
 * @param version the one that its author has read
 * @param now UTC ms
 */
export async function moveRunning(
  db: Db,
  viewer: Viewer,
  { mailboxId, version }: { mailboxId: number; version: number },
  now: number,
): Promise<RunningMoved> {
  if (!viewer.isAdmin && !maySupervise(viewer, mailboxId)) return { refused: 'no-right' }
  const present = await presentRoute(db, mailboxId)
  if (!present) return { moved: 0 }
  if (present.version !== version) return { refused: 'replaced-meanwhile', version: present.version }
  let moved = 0
  for (const id of await runningElsewhere(db, { mailboxId, routeId: present.id })) {
    if (await moveOne(db, viewer, { id, mailboxId, to: present }, now)) moved++
  }
  if (moved > 0) {
    await recordEvent(db, {
      at: now,
      kind: 'mailbox_changed',
      mailboxId,
      threadId: null,
      actorId: viewer.accountId,
      facts: { mailbox: mailboxId, what: 'route_running', version, count: moved },
    })
  }
  return { moved }
}

async function moveOne(
  db: Db,
  viewer: Viewer,
  { id, mailboxId, to }: { id: number; mailboxId: number; to: RouteVersion },
  now: number,
): Promise<boolean> {
  return transact(db, async (tx) => {
    // No viewer: the route is the mailbox's matter, and nothing of the thread is shown.
    const locked = await lockEscalation(tx, null, id)
    if (!locked) return false
    const { escalation } = locked
    const isOpen = escalation.state === 'waiting' || escalation.state === 'accepted'
    if (!isOpen || escalation.mailbox_id !== mailboxId || escalation.route_id === to.id) return false
    const around = await aroundOf(tx, { mailboxId, route: to.route }, now)
    await writeStep(
      tx,
      { ...locked, route: to.route, around },
      standingOf(escalation),
      { action: 'route_changed', actorId: viewer.accountId, words: String(to.version) },
      now,
      { route_id: to.id },
    )
    return true
  })
}
