import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import { labelsInSight } from '../label/label.store.ts'
import type { Label } from '../label/label.ts'
import { type MailboxCount, mailboxCounts } from '../thread/mailbox-counts.store.ts'

/** What a page's rail and its list both go by. Read once for each page, in three queries. */
export type Surroundings = {
  /** Those in sight, by id, each with how its connections stand. */
  mailboxes: readonly MailboxInSight[]
  counts: readonly MailboxCount[]
  /** Those in sight, of threads and of customers, by name. */
  labels: readonly Label[]
}

export type MailboxInSight = {
  id: number
  name: string
  retiredAt: number | null
  connections: readonly ConnectionState[]
}

type ConnectionState = {
  way: 'imap' | 'smtp'
  state: 'connecting' | 'connected' | 'waiting' | 'failed'
  lastMailAt: number | null
  error: string | null
  nextTryAt: number | null
  /** Of a first import: how many of how many mails are in. */
  done: number | null
  total: number | null
}

/** @param now UTC ms */
export async function surroundingsOf(db: Db, viewer: Viewer, now: number): Promise<Surroundings> {
  const mailboxes = await mailboxesInView(db, viewer)
  const ids = mailboxes.map(({ id }) => id)
  return {
    mailboxes,
    counts: await mailboxCounts(db, viewer, ids, now),
    labels: await labelsInSight(db, viewer),
  }
}

async function mailboxesInView(db: Db, viewer: Viewer): Promise<MailboxInSight[]> {
  const rows = await mailboxRows(db, { isAdmin: viewer.isAdmin, ids: [...viewer.roles.keys()] })
  const found = new Map<number, MailboxInSight & { connections: ConnectionState[] }>()
  for (const row of rows) {
    const { id, name, retired_at: retiredAt, way, state } = row
    const mailbox = found.get(id) ?? { id, name, retiredAt, connections: [] }
    found.set(id, mailbox)
    if (way === null || state === null) continue
    mailbox.connections.push({
      ...{ way, state, lastMailAt: row.last_mail_at, error: row.error, nextTryAt: row.next_try_at },
      ...{ done: row.progress_done, total: row.progress_total },
    })
  }
  return [...found.values()]
}

const mailboxRows = kept((db, { isAdmin, ids }: { isAdmin: boolean; ids: readonly number[] }) =>
  db
    .selectFrom('mailboxes')
    .leftJoin('connections', 'connections.mailbox_id', 'mailboxes.id')
    .select([
      'mailboxes.id',
      'mailboxes.name',
      'mailboxes.retired_at',
      'connections.way',
      'connections.state',
    ])
    .select(['last_mail_at', 'error', 'next_try_at', 'progress_done', 'progress_total'])
    .$if(!isAdmin, (query) => query.where('mailboxes.id', 'in', [0, ...ids]))
    .orderBy('mailboxes.id'),
)
