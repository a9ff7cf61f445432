import { deleteEndedSessions } from './account/session.store.ts'
import { deleteOldChanges } from './change/change.store.ts'
import { deleteOldDeliveries } from './channel/delivery.store.ts'
import { deleteOldFindings } from './check/findings.store.ts'
import type { Db } from './db/database.ts'
import { tidyDrafts } from './draft/tidy-drafts.ts'
import { deleteEndedLeases } from './jobs/lease.store.ts'

/** The words of a change are shown until nobody looks any more, ms. */
const CHANGES_KEPT = 24 * 60 * 60_000
/** What became of a message to a chat, ms. */
const DELIVERIES_KEPT = 90 * 24 * 60 * 60_000
/** Of what is said about a reply that is never sent, ms. */
const FINDINGS_KEPT = 30 * 24 * 60 * 60_000
/** Every process that was started left one behind. */
const LEASES_KEPT = CHANGES_KEPT

/** Removes what is of no use to anybody any more. @param now UTC ms */
export async function tidyUp(db: Db, now: number): Promise<void> {
  await deleteEndedSessions(db, now)
  await deleteOldChanges(db, now - CHANGES_KEPT)
  await tidyDrafts(db, now)
  await deleteOldFindings(db, now - FINDINGS_KEPT)
  await deleteEndedLeases(db, now - LEASES_KEPT)
  await deleteOldDeliveries(db, now - DELIVERIES_KEPT)
}
