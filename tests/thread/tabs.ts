import type { Viewer } from '../../src/access/viewer.ts'
import type { Db } from '../../src/db/database.ts'
import { mailboxCounts, statusCounts } from '../../src/thread/mailbox-counts.store.ts'
import type { Status } from '../../src/thread/status.ts'
import { START } from '../support/cast.ts'

/** The numbers on the tabs of a mailbox, as this viewer reads them. */
export async function tabsOf(db: Db, viewer: Viewer, mailboxId: number): Promise<Record<Status, number>> {
  return statusCounts(await mailboxCounts(db, viewer, [mailboxId], START), [mailboxId])
}
