import { sql } from 'kysely'
import type { Flash } from '../../views/layout.tsx'
import type { Reader } from '../../views/reader.ts'
import { threadUrl } from '../../views/shown.ts'
import { visibleThreads } from '../access/viewer.store.ts'
import { type Rights, rightsOf, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'

const SHOWN = 3

/**
 * The replies that this person has just sent and that still wait their first pause, so that they can be taken
 * back from whatever page comes next. Newest first; instants in UTC ms.
 */
export async function leavingReplies(db: Db, viewer: Viewer, now: number) {
  const rows = await leaving(db, { rights: rightsOf(viewer), now })
  return rows.map((row) => ({
    outboxId: row.id,
    subject: row.subject,
    queuedAt: row.state_at,
    sendAt: row.send_at,
  }))
}

const leaving = kept((db, { rights, now }: { rights: Rights; now: number }) =>
  db
    .selectFrom('outbox')
    .innerJoin('threads', 'threads.id', 'outbox.thread_id')
    .select(['outbox.id', 'outbox.send_at', 'outbox.state_at', 'threads.subject'])
    // As the partial index of what is unsent has it.
    .where(sql<boolean>`state in ('queued', 'sending', 'failed', 'uncertain')`)
    .where('outbox.state', '=', 'queued')
    .where('outbox.queued_by', '=', rights.accountId)
    .where('outbox.send_at', '>', now)
    .where('outbox.attempts', '=', 0)
    .where(visibleThreads(rights))
    // With a plus, or SQLite walks all that was ever sent, because that is in order.
    .orderBy(sql`+outbox.id`, 'desc')
    .limit(SHOWN),
)

/** What became of a reply that somebody sent a moment ago, once its pause is over or where there is none. */
export async function sentInWords(
  db: Db,
  viewer: Viewer,
  { t, now }: Reader,
  outboxId: number,
): Promise<Flash | null> {
  const row = await db
    .selectFrom('outbox')
    .innerJoin('threads', 'threads.id', 'outbox.thread_id')
    .select(['outbox.state', 'outbox.send_at', 'threads.id', 'threads.subject'])
    .where('outbox.id', '=', outboxId)
    .where('outbox.queued_by', '=', viewer.accountId)
    .where(visibleThreads(viewer))
    .executeTakeFirst()
  if (!row || (row.state === 'queued' && row.send_at > now)) return null
  const { subject } = row
  const link = { href: threadUrl(row.id, {}), words: t('change_flash.open') }
  switch (row.state) {
    case 'queued':
    case 'sending':
      return { kind: 'done', words: t('change_flash.sending', { subject }), link }
    case 'sent':
      return { kind: 'done', words: t('change_flash.sent', { subject }), link }
    case 'failed':
    case 'uncertain':
      return { kind: 'refused', words: t(`outbox.${row.state}`), link }
    case 'cancelled':
      return null
  }
}
