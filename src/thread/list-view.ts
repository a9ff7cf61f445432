import type { Reader } from '../../views/reader.ts'
import { type Place, surname } from '../../views/shown.ts'
import type { Due } from '../../views/target/due-chip.tsx'
import type { Mark } from '../../views/thread/marks.tsx'
import type { ThreadListProps } from '../../views/thread/thread-list.tsx'
import type { ThreadRowProps } from '../../views/thread/thread-row.tsx'
import { maySeeMailbox, mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { findLabel } from '../label/label.store.ts'
import { listLabel } from '../label/list-label.ts'
import { labelStatusCounts, threadsWithLabel } from '../label/threads-with-label.store.ts'
import { type MailboxInSight, type Surroundings, surroundingsOf } from '../mailbox/surroundings.store.ts'
import { searchedThreads } from '../search/searched-threads.ts'
import { lateCounts, statusCounts } from './mailbox-counts.store.ts'
import { listMentions } from './mentions-list.store.ts'
import { workersOfAll } from './people.store.ts'
import { type RowFacts, rowFacts } from './row-facts.store.ts'
import { type ListedThread, listThreads } from './thread-list.store.ts'
import { type Cursor, cursorOf, type Placed, readCursor, writeCursor } from './thread-list.ts'

/**
 * Reads one page of a list as it is shown to one person. A mailbox out of sight is an empty list.
 *
 * @param known where the page has read them already
 */
export async function listInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  place: Place,
  openId: number | null,
  known?: Surroundings,
): Promise<ThreadListProps> {
  const { mailboxes, counts, labels } = known ?? (await surroundingsOf(db, viewer, reader.now))
  const mailboxIds = mailboxes.map(({ id }) => id)
  const mailboxId = place.mailbox ?? null
  const inSight = mailboxId === null || mailboxIds.includes(mailboxId)
  const label = listLabel(labels, place)
  const page = inSight && !label.unknown ? await pageOf(db, viewer, reader, place) : { rows: [], next: null }
  const facts = await rowFacts(db, viewer, page.rows, labels, reader.now)
  const counted = mailboxId === null ? mailboxIds : inSight ? [mailboxId] : []
  // What is late in a mailbox is a view of the mailbox; over all mailboxes it is a list of its own.
  const hasTabs =
    place.q === undefined &&
    (!place.list || (mailboxId !== null && ['overdue', 'due_soon'].includes(place.list)))
  return {
    reader,
    place,
    title: titleOf(reader, place, mailboxes),
    tabs: !hasTabs
      ? null
      : label.on
        ? await labelStatusCounts(db, viewer, { labelId: label.on.id, mailboxId })
        : statusCounts(counts, counted),
    late: hasTabs && !label.on ? lateCounts(counts, counted) : null,
    label,
    rows: page.rows.map((thread) => {
      const row = rowInView(viewer, reader, thread, facts)
      // What the whole list has, no row needs to say.
      return { ...row, labels: row.labels.filter(({ id }) => id !== label.on?.id) }
    }),
    next: page.next,
    openId,
    // Whom the ticked threads may be given to; where several mailboxes are mixed, who works in all of them.
    people: await workersOfAll(
      db,
      mailboxId === null ? mailboxIds.filter((id) => mayWork(viewer, id)) : [mailboxId],
    ),
    viewerId: viewer.accountId,
    mayWork: counted.some((id) => mayWork(viewer, id)),
  }
}

/** One page of a list as far as it exists for this person: the threads alone. */
export async function pageInSight(db: Db, viewer: Viewer, reader: Reader, place: Place) {
  const inSight = place.mailbox === undefined || maySeeMailbox(viewer, place.mailbox)
  const unknown = place.label !== undefined && (await findLabel(db, viewer, place.label)) === null
  return inSight && !unknown ? pageOf(db, viewer, reader, place) : { rows: [], next: null }
}

/** A thread with its place in the list. */
type InList = ListedThread & { cursor: string }

async function pageOf(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  place: Place,
): Promise<{ rows: InList[]; next: string | null }> {
  if (place.q !== undefined) return searchedThreads(db, viewer, reader, place)
  const { rows, next } = await walkOf(db, viewer, reader, place)
  return {
    rows: rows.map((row) => ({ ...row, cursor: writeCursor(cursorOf(row)) })),
    next: next && writeCursor(next),
  }
}

/** A label's own list is walked along its labels; the other lists leave out what has it not. */
function walkOf(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  place: Place,
): Promise<{ rows: (ListedThread & Placed)[]; next: Cursor | null }> {
  const { mailbox: mailboxId = null, status = null, list = null, label: labelId = null } = place
  const query = { mailboxId, status, after: readCursor(place.after) }
  if (list === 'mentions') return listMentions(db, viewer, { ...query, list, labelId })
  return labelId !== null && list === null
    ? threadsWithLabel(db, viewer, { ...query, labelId })
    : listThreads(db, viewer, { ...query, list, labelId }, reader.now)
}

function titleOf(reader: Reader, place: Place, mailboxes: readonly MailboxInSight[]): string {
  if (place.q !== undefined) return reader.t('search.title_for', { query: place.q.slice(0, 60) })
  if (place.list) return reader.t(`list.${place.list}`)
  return mailboxes.find(({ id }) => id === place.mailbox)?.name ?? reader.t('list.all')
}

function rowInView(viewer: Viewer, reader: Reader, thread: InList, facts: RowFacts): ThreadRowProps {
  const names = facts.names.get(thread.id)
  const notes = facts.unread.get(thread.id)
  return {
    id: thread.id,
    status: thread.status,
    from: names?.customer || thread.last_from,
    subject: thread.subject,
    excerpt: thread.excerpt,
    at: thread.last_at,
    unread: thread.status === 'new' || thread.customer_wrote_at !== null || notes !== undefined,
    restricted: thread.restricted_at !== null,
    assignee: names?.assignee ?? null,
    labels: facts.labels.get(thread.id) ?? [],
    marks: marksOf(viewer, reader, thread, facts),
    cursor: thread.cursor,
  }
}

/** What the thread is measured by: the time that comes first, and which target's it is. */
export function dueOf({
  due_at,
  soon_at,
  target_due_at,
  target_kind,
}: Pick<ListedThread, 'due_at' | 'soon_at' | 'target_due_at' | 'target_kind'>): Due | null {
  if (due_at === null) return null
  return { at: due_at, soonAt: soon_at ?? due_at, clock: due_at === target_due_at ? target_kind : null }
}

/** What needs somebody comes first; what is only good to know comes last. */
function marksOf(viewer: Viewer, reader: Reader, thread: ListedThread, facts: RowFacts): Mark[] {
  const marks: Mark[] = []
  const names = facts.names.get(thread.id)
  const notes = facts.unread.get(thread.id)
  for (const kind of facts.trouble.get(thread.id) ?? []) marks.push({ kind })
  if (thread.broken_count > 0) marks.push({ kind: 'broken' })
  if (thread.customer_wrote_at !== null) marks.push({ kind: 'customer_wrote' })
  if (notes?.has('mention')) marks.push({ kind: 'mentioned' })
  const escalation = facts.escalations.get(thread.id)
  if (escalation) {
    const { holder, ...rest } = escalation
    const isMine = holder?.id === viewer.accountId
    marks.push({ kind: 'escalated', ...rest, name: holder?.name ?? '', title: holder?.title ?? '', isMine })
  } else if (thread.policy_asked_at !== null) {
    const of = thread.policy_asked_of === viewer.accountId ? null : (names?.asked ?? null)
    marks.push({ kind: 'decision', of })
  }
  if (thread.policy_id !== null) marks.push({ kind: 'policy', by: surname(names?.policyBy ?? '') })
  const overdue = thread.due_at !== null && thread.due_at <= reader.now
  // The same time is told once, and late before due.
  if (thread.wait_with !== null) {
    const told = overdue && thread.wait_due_at !== null && thread.wait_due_at <= reader.now
    marks.push({ kind: 'wait', with: thread.wait_with, due: told ? null : thread.wait_due_at })
  }
  const due = dueOf(thread)
  if (due && (overdue || due.at !== thread.wait_due_at)) marks.push({ kind: 'due', ...due })
  const writers = facts.writing.get(thread.id) ?? []
  const [first] = writers
  if (first) {
    marks.push({ kind: 'writing', by: writers.map(({ name }) => name).join('、'), since: first.since })
  }
  if (thread.attachment_count > 0) marks.push({ kind: 'attachments', count: thread.attachment_count })
  if (thread.comment_count > 0) marks.push({ kind: 'comments', count: thread.comment_count })
  return marks
}
