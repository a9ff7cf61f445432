import { visibleThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { fromLocalTime } from '../web/local-time.ts'
import type { ThreadCondition, Wanted } from './backend.ts'
import { idAt } from './entry-id.ts'
import type { Query, QueryProblem } from './query.ts'
import { type Day, type Filter, meNames, nobodyNames } from './query-words.ts'
import { fold } from './tokens.ts'

/** No entry has a higher id. */
const BEYOND = Number.MAX_SAFE_INTEGER

/**
 * What a viewer's query asks of the database. Mailboxes and people are looked up by their names, among those that
 * the viewer may know of.
 *
 * @param now UTC ms, for "today" and "7d"
 */
export async function wantedBy(
  db: Db,
  viewer: Viewer,
  query: Query,
  now: number,
): Promise<{ wanted: Wanted } | { wrong: QueryProblem }> {
  const mailboxes = await db.selectFrom('mailboxes').select(['id', 'key', 'name', 'address']).execute()
  const inSight = mailboxes.filter((mailbox) => viewer.isAdmin || viewer.roles.has(mailbox.id))
  const conditions: ThreadCondition[] = [visibleThreads(viewer), (eb) => eb('threads.folder', '=', 'inbox')]
  let ids = inSight.map((mailbox) => mailbox.id)
  let [from, below] = [0, BEYOND]
  let hasAttachment: boolean | null = null
  for (const filter of query.filters) {
    switch (filter.by) {
      case 'mailbox': {
        const named = inSight.filter(({ key, name, address }) => has(filter, [key, name, address]))
        if (named.length === 0) return wrong('unknown_mailbox', filter)
        ids = ids.filter((id) => named.some((mailbox) => mailbox.id === id) !== filter.not)
        break
      }
      case 'assignee': {
        const people = await peopleNamed(db, viewer, filter)
        if (people !== null && people.length === 0) return wrong('unknown_person', filter)
        conditions.push(assignedTo(people, filter.not))
        break
      }
      case 'status':
        conditions.push((eb) => eb('threads.status', filter.not ? '!=' : '=', filter.status))
        break
      case 'has':
        if (filter.has === 'attachment') hasAttachment = !filter.not
        else conditions.push((eb) => eb('threads.policy_id', filter.not ? 'is' : 'is not', null))
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
  const threads: ThreadCondition = (eb) => eb.and(conditions.map((condition) => condition(eb)))
  return { wanted: { terms: query.terms, mailboxIds, hasAttachment, from, below, threads } }
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

function assignedTo(people: readonly number[] | null, not: boolean): ThreadCondition {
  return (eb) => {
    if (people === null) return eb('threads.assignee_id', not ? 'is not' : 'is', null)
    if (!not) return eb('threads.assignee_id', 'in', people)
    return eb.or([eb('threads.assignee_id', 'is', null), eb('threads.assignee_id', 'not in', people)])
  }
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
