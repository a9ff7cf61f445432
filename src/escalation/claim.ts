import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { aroundOf, mayDecide } from './around.store.ts'
import { type Locked, lockEscalation, standingOf } from './escalation.store.ts'
import type { Standing } from './escalation.ts'
import type { Around } from './next-step.ts'
import { routeById } from './route.store.ts'
import type { Route } from './route.ts'
import type { Claimant } from './standing.ts'

/** An escalation that is locked, with everything that decides who may do what with it now. */
export type Claimed = Locked & { standing: Standing; route: Route; around: Around }

/** @returns null when it does not exist for this viewer (null: for hoshin itself) */
export async function claimEscalation(
  tx: Db,
  viewer: Viewer | null,
  id: number,
  now: number,
): Promise<Claimed | null> {
  const locked = await lockEscalation(tx, viewer, id)
  if (!locked) return null
  const route = await routeById(tx, locked.escalation.route_id)
  const around = await aroundOf(tx, { mailboxId: locked.thread.mailbox_id, route }, now)
  return { ...locked, standing: standingOf(locked.escalation), route, around }
}

/** A question may be answered by whoever knows; every other kind is a superior's to decide. */
export function claimantOf(viewer: Viewer, { escalation, thread }: Locked): Claimant {
  const decides = mayDecide(viewer, thread.mailbox_id)
  const knows = escalation.kind === 'question' && mayWork(viewer, thread.mailbox_id)
  return { accountId: viewer.accountId, mayDecide: decides || knows }
}
