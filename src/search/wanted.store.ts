import { type SqlBool, sql } from 'kysely'
import { visibleThreads } from '../access/viewer.store.ts'
import { maySeeMailbox, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { labelsInSight } from '../label/label.store.ts'
import { fromLocalTime } from '../web/local-time.ts'
import { idAt } from './entry-id.ts'
import type { Search } from './find-hits.ts'
import type { Lead } from './find-threads.ts'
import type { Query, QueryProblem } from './query.ts'
import { type Day, type Filter, meNames, nobodyNames, statuses } from './query-words.ts'
import { assignedTo, ofMailboxes, withLabels, withPolicy, withStatus } from './thread-conditions.ts'
import { fold } from './tokens.ts'

/** No entry has a higher id. */
const BEYOND = Number.MAX_SAFE_INTEGER

/**
 * What a viewer's query asks of the database. Mailboxes, people and labels are looked up by their names, among those
 * that the viewer may know of.
 *
 * @param now UTC ms, for "today" and "7d"
 */
export async function searchFor(
  db: Db,
  viewer: Viewer,
  query: Query,
  now: number,
): Promise<{ search: Search } | { wrong: QueryProblem }> {
  const mailboxes = await db.selectFrom('mailboxes').select(['id', 'key', 'name', 'address']).execute()
  const inSight = mailboxes.filter((mailbox) => maySeeMailbox(viewer, mailbox.id))
  // In the query's text, so that SQLite sees which index fits.
  const threads = [visibleThreads(viewer), () => sql<SqlBool>`threads.folder = 'inbox'`]
  const lead: Lead = { mailboxIds: [], statuses: [...statuses], labels: null, people: null }
  let ids = inSight.map((mailbox) => mailbox.id)
  let [from, below] = [0, BEYOND]
  let hasAttachment: boolean | null = null
  for (const filter of query.filters) {
    switch (filter.by) {
      case 'mailbox': {
        const named = inSight.filter(({ key, name, address }) => has(filter, [key, name, address]))
        if (named.length === 0) return wrong('unknown_mailbox', filter)
        ids = ids.filter((id) => named.some((mailbox) => mailbox.id === id) !== filter.not)
        threads.push(ofMailboxes(ids))
        break
      }
      case 'assignee': {
        const people = await peopleNamed(db, viewer, filter)
        if (people !== null && people.length === 0) return wrong('unknown_person', filter)
        threads.push(assignedTo(people, filter.not))
        if (people !== null && !filter.not) lead.people = people
        break
      }
      case 'label': {
        const labels = await labelsInSight(db, viewer)
        const exact = labels.filter(({ name }) => withoutSpace(name) === withoutSpace(filter.value))
        const named = exact.length > 0 ? exact : labels.filter(({ name }) => has(filter, [name]))
        if (named.length === 0) return wrong('unknown_label', filter)
        threads.push(withLabels(named, filter.not))
        if (!filter.not && named.every(({ kind }) => kind === 'thread'))
          lead.labels = named.map(({ id }) => id)
        break
      }
      case 'status':
        threads.push(withStatus(filter.status, filter.not))
        lead.statuses = lead.statuses.filter((status) => (status === filter.status) !== filter.not)
        break
      case 'has':
        if (filter.has === 'attachment') hasAttachment = !filter.not
        else threads.push(withPolicy(filter.not))
        break
      case 'before':
      case 'after': {
        const edge = idAt(beginningOf(filter.from, viewer.timeZone, now))
        if ((filter.by === 'before') !== filter.not) below = Math.min(below, edge)
        else from = Math.max(from, edge)
      }
    }
  }
  const mailboxIds = ids.length === mailboxes.length ? null : ids
  return {
    search: {
      wanted: { terms: query.terms, mailboxIds, hasAttachment, from, below },
      threads: (eb) => eb.and(threads.map((condition) => condition(eb))),
      lead: query.terms.length === 0 && query.filters.every(isOfThread) ? { ...lead, mailboxIds: ids } : null,
    },
  }
}

/** Whether a filter asks something of the thread, and nothing of one of the things said on it. */
function isOfThread(filter: Filter): boolean {
  if (filter.by === 'has') return filter.has === 'policy'
  return filter.by !== 'before' && filter.by !== 'after'
}

function has(filter: Filter, names: readonly string[]): boolean {
  const asked = withoutSpace(filter.value)
  return names.some((name) => withoutSpace(name).includes(asked))
}

function withoutSpace(text: string): string {
  return fold(text).replace(/\s+/g, '')
}

/** Ids of accounts; null is "nobody". */
async function peopleNamed(db: Db, viewer: Viewer, filter: Filter): Promise<number[] | null> {
  if (nobodyNames.has(fold(filter.value))) return null
  if (meNames.has(fold(filter.value))) return [viewer.accountId]
  const rows = await db.selectFrom('accounts').select(['id', 'name', 'reading', 'email']).execute()
  return rows.filter((row) => has(filter, [row.name, row.reading, row.email])).map((row) => row.id)
}

const DAY = 86_400_000

/** Midnight in the viewer's zone, UTC ms. */
function beginningOf(day: Day, timeZone: string, now: number): number {
  if ('daysAgo' in day) {
    const civil = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now - day.daysAgo * DAY)
    return fromLocalTime(`${civil}T00:00`, timeZone) ?? now
  }
  const two = (n: number) => String(n).padStart(2, '0')
  const civil = `${day.year}-${two(day.month)}-${two(day.date)}`
  return fromLocalTime(`${civil}T00:00`, timeZone) ?? 0
}

function wrong(problem: QueryProblem['problem'], { at, part }: Filter): { wrong: QueryProblem } {
  return { wrong: { problem, at, part } }
}
