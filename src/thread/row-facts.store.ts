import { sql } from 'kysely'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { kept } from '../db/kept.ts'
import { type OpenEscalation, openEscalationsOf } from '../escalation/open-escalations.store.ts'
import type { Label } from '../label/label.ts'
import { othersWriting } from '../writing/writing.store.ts'
import type { Writer } from '../writing/writing.ts'
import { type RowNames, rowNames } from './row-names.store.ts'
import type { ListedThread } from './thread-list.store.ts'

/** What a list shows of threads beyond their own rows, by thread id. */
export type RowFacts = {
  names: Map<number, RowNames>
  /** The customer's, then the thread's own. */
  labels: Map<number, Label[]>
  /** Kinds of the viewer's unread notifications. */
  unread: Map<number, Set<string>>
  /** The decision that is awaited. */
  escalations: Map<number, OpenEscalation>
  /** Others who are writing a reply, who began first first. */
  writing: Map<number, Writer[]>
  trouble: Map<number, Set<'failed' | 'uncertain'>>
}

/**
 * Reads them for a page of threads: four queries, whatever the page's size.
 *
 * @param labels those in sight: who sees a thread sees its labels, but not each of its customer's
 * @param now UTC ms
 */
export async function rowFacts(
  db: Db,
  viewer: Viewer,
  threads: readonly ListedThread[],
  labels: readonly Label[],
  now: number,
): Promise<RowFacts> {
  const ids = threads.map((thread) => thread.id)
  const facts: RowFacts = {
    names: await rowNames(db, threads),
    labels: new Map(),
    unread: new Map(),
    escalations: await openEscalationsOf(
      db,
      threads.filter((thread) => thread.policy_asked_at !== null).map((thread) => thread.id),
    ),
    writing: ids.length === 0 ? new Map() : await othersWriting(db, ids, viewer.accountId, now),
    trouble: new Map(),
  }
  const found = { customer: new Map<number, Set<number>>(), own: new Map<number, Set<number>>() }
  for (const { what, of, id, word } of await marksOn(db, viewer, threads)) {
    switch (what) {
      case 'customer':
      case 'own':
        add(found[what], of, id)
        break
      case 'unread':
        add(facts.unread, of, word)
        break
      case 'trouble':
        add(facts.trouble, of, word === 'failed' ? 'failed' : 'uncertain')
    }
  }
  for (const { id, customer_id } of threads) {
    const sides = [found.customer.get(customer_id ?? 0), found.own.get(id)]
    const shown = sides.flatMap((ids) => (ids ? labels.filter((label) => ids.has(label.id)) : []))
    if (shown.length > 0) facts.labels.set(id, shown)
  }
  return facts
}

type MarkRow = {
  what: 'customer' | 'own' | 'unread' | 'trouble'
  of: number
  id: number
  word: string
}

/** What is on some threads in other tables, in one query: `of` is the thread, or the customer whose label it is. */
async function marksOn(db: Db, viewer: Viewer, threads: readonly ListedThread[]): Promise<MarkRow[]> {
  if (threads.length === 0) return []
  return marks(db, {
    accountId: viewer.accountId,
    threadIds: threads.map((thread) => thread.id),
    customerIds: [...new Set([0, ...threads.flatMap((thread) => thread.customer_id ?? [])])],
  })
}

type Marked = { accountId: number; threadIds: readonly number[]; customerIds: readonly number[] }

const marks = kept((_db, { accountId, threadIds, customerIds }: Marked) => {
  const ids = sql.join([...threadIds])
  const customers = sql.join([...customerIds])
  return sql<MarkRow>`
    select 'own' as what, thread_id as "of", label_id as id, '' as word from thread_labels where thread_id in (${ids})
    union all
    select 'customer', customers.id, theirs.label_id, '' from customers
      -- An address that was joined to a customer has that customer's.
      join customer_labels as theirs on theirs.customer_id = coalesce(customers.joined_into_id, customers.id)
      where customers.id in (${customers})
    union all
    select 'unread', thread_id, 0, kind from notifications
      where account_id = ${accountId} and read_at is null and thread_id in (${ids})
    union all
    select 'trouble', thread_id, 0, state from outbox
      where thread_id in (${ids}) and state in ('failed', 'uncertain')
  `
})

function add<T>(sets: Map<number, Set<T>>, id: number, value: T): void {
  const set = sets.get(id)
  if (set) set.add(value)
  else sets.set(id, new Set([value]))
}
