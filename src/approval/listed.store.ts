import { sql } from 'kysely'
import type { ListedApproval } from '../../views/approval/approvals-page.tsx'
import { namesOf } from '../absence/absence.store.ts'
import { visibleThreads } from '../access/viewer.store.ts'
import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { excerptOf } from '../mail/quote.ts'
import { forMe } from './for-me.store.ts'

/** Of each part of the list; whoever has more settles these first. */
const SHOWN = 100
/** Of one's own that are over. */
const OVER = 20

/** What waits for this person, what they asked for, and as a supervisor what waits for others; by due time. */
export async function listedApprovals(
  db: Db,
  viewer: Viewer,
  now: number,
): Promise<{ forMe: ListedApproval[]; mine: ListedApproval[]; others: ListedApproval[] }> {
  const supervised = [...viewer.roles.keys()].filter((id) => maySupervise(viewer, id))
  const waiting = rowsOf(db, viewer).where(sql<boolean>`approvals.state = 'waiting'`)
  const [called, own, rest] = await Promise.all([
    waiting.where(forMe(viewer)).where('approvals.mailbox_id', 'in', mailboxesOf(viewer)).execute(),
    rowsOf(db, viewer)
      .where('approvals.writer_id', '=', viewer.accountId)
      .orderBy('approvals.id', 'desc')
      .limit(OVER)
      .execute(),
    waiting.where('approvals.mailbox_id', 'in', [0, ...supervised]).execute(),
  ])
  const names = await namesOf(
    db,
    [...called, ...own, ...rest].map((row) => row.holder_id).filter((id) => id !== null),
  )
  const shown = (rows: typeof called): ListedApproval[] =>
    rows.map((row) => ({
      id: row.id,
      threadId: row.thread_id,
      state: row.state,
      subject: row.subject,
      mailbox: row.mailbox,
      writer: row.writer,
      holder: row.holder_id === null ? null : (names.get(row.holder_id) ?? ''),
      until: row.until_at,
      askedAt: row.asked_at,
      excerpt: excerptOf(row.body),
      words: row.words,
    }))
  const isMine = new Set([...called, ...own].map(({ id }) => id))
  const byDue = (one: ListedApproval, other: ListedApproval) =>
    (one.until ?? now) - (other.until ?? now) || one.id - other.id
  return {
    forMe: shown(called).sort(byDue),
    // What waits comes first, then what came back.
    mine: shown(own).sort(
      (a, b) => Number(b.state === 'waiting') - Number(a.state === 'waiting') || b.id - a.id,
    ),
    others: shown(rest.filter(({ id }) => !isMine.has(id))).sort(byDue),
  }
}

function mailboxesOf(viewer: Viewer): number[] {
  return [0, ...viewer.roles.keys()]
}

function rowsOf(db: Db, viewer: Viewer) {
  return db
    .selectFrom('approvals')
    .innerJoin('threads', 'threads.id', 'approvals.thread_id')
    .innerJoin('mailboxes', 'mailboxes.id', 'approvals.mailbox_id')
    .innerJoin('accounts', 'accounts.id', 'approvals.writer_id')
    .innerJoin('approval_texts as text', (join) =>
      join
        .onRef('text.approval_id', '=', 'approvals.id')
        .onRef('text.version', '=', 'approvals.text_version'),
    )
    .select(['approvals.id', 'approvals.thread_id', 'approvals.state', 'approvals.holder_id'])
    .select(['approvals.until_at', 'approvals.asked_at', 'approvals.words', 'text.body'])
    .select(['threads.subject', 'mailboxes.name as mailbox', 'accounts.name as writer'])
    .where(visibleThreads(viewer))
    .limit(SHOWN)
}
