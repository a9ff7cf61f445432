import { sql } from 'kysely'
import type { Banner } from '../../views/layout/banners.tsx'
import { visibleThreads } from '../access/viewer.store.ts'
import { type Rights, rightsOf, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import { decidesIn } from './open-escalations.store.ts'

/** More than these are told as a number. */
const SHOWN = 3

/** The escalations that call all supervisors and administrators, for each of these on every page. */
export async function callingBanners(db: Db, viewer: Viewer): Promise<Banner[]> {
  const mailboxIds = decidesIn(viewer)
  if (mailboxIds?.length === 0) return []
  const rows = await callingIn(db, { rights: rightsOf(viewer), mailboxIds })
  return rows.map((row) => ({
    is: 'calling',
    escalationId: row.id,
    threadId: row.thread_id,
    subject: row.subject,
    since: row.stage_at,
  }))
}

const callingIn = kept(
  (db, { rights, mailboxIds }: { rights: Rights; mailboxIds: readonly number[] | null }) =>
    db
      .selectFrom('escalations')
      .innerJoin('threads', 'threads.id', 'escalations.thread_id')
      .select(['escalations.id', 'escalations.thread_id', 'escalations.stage_at', 'threads.subject'])
      // In the query's text, so that SQLite sees that its partial index fits.
      .where(sql<boolean>`escalations.state = 'waiting' and escalations.stage = 'everybody'`)
      .$if(mailboxIds !== null, (query) => query.where('escalations.mailbox_id', 'in', mailboxIds ?? []))
      .where(visibleThreads(rights))
      .orderBy('escalations.id')
      .limit(SHOWN),
)
