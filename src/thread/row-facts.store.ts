import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { type OpenEscalation, openEscalationsOf } from '../escalation/open-escalations.store.ts'
import { labelsOfCustomers, labelsOfThreads } from '../label/label.store.ts'
import type { Label } from '../label/label.ts'
import { othersWriting } from '../writing/writing.store.ts'
import type { Writer } from '../writing/writing.ts'
import type { ListedThread } from './thread-list.store.ts'

/** What a list shows of threads beyond their own rows, by thread id. */
export type RowFacts = {
  people: Map<number, { id: number; name: string; title: string }>
  customers: Map<number, { name: string; address: string }>
  policyAuthors: Map<number, string>
  labels: Map<number, Label[]>
  /** By customer id. */
  customerLabels: Map<number, Label[]>
  /** Kinds of the viewer's unread notifications. */
  unread: Map<number, Set<string>>
  /** The decision that is awaited. */
  escalations: Map<number, OpenEscalation>
  /** Others who are writing a reply, who began first first. */
  writing: Map<number, Writer[]>
  trouble: Map<number, Set<'failed' | 'uncertain'>>
}

/** Reads them for a page of threads: eight queries, whatever the page's size. @param now UTC ms */
export async function rowFacts(
  db: Db,
  viewer: Viewer,
  threads: readonly ListedThread[],
  now: number,
): Promise<RowFacts> {
  const ids = threads.map((thread) => thread.id)
  if (ids.length === 0) {
    return {
      people: new Map(),
      customers: new Map(),
      policyAuthors: new Map(),
      labels: new Map(),
      customerLabels: new Map(),
      unread: new Map(),
      escalations: new Map(),
      writing: new Map(),
      trouble: new Map(),
    }
  }
  const customerIds = known(threads.map((thread) => thread.customer_id))
  const [people, customers, policyAuthors, labels, customerLabels, notes, writing, outbox] =
    await Promise.all([
      accountsOf(
        db,
        threads.flatMap((thread) => [thread.assignee_id, thread.policy_asked_of]),
      ),
      customersOf(db, customerIds),
      policyAuthorsOf(
        db,
        threads.map((thread) => thread.policy_id),
      ),
      labelsOfThreads(db, ids),
      labelsOfCustomers(db, customerIds),
      db
        .selectFrom('notifications')
        .select(['thread_id', 'kind'])
        .where('account_id', '=', viewer.accountId)
        .where('read_at', 'is', null)
        .where('thread_id', 'in', ids)
        .execute(),
      othersWriting(db, ids, viewer.accountId, now),
      db
        .selectFrom('outbox')
        .select(['thread_id', 'state'])
        .where('thread_id', 'in', ids)
        .where('state', 'in', ['failed', 'uncertain'])
        .execute(),
    ])
  return {
    escalations: await openEscalationsOf(
      db,
      threads.filter((thread) => thread.policy_asked_at !== null).map((thread) => thread.id),
    ),
    people,
    customers,
    policyAuthors,
    labels,
    customerLabels,
    unread: grouped(notes.map((note) => [note.thread_id ?? 0, note.kind])),
    writing,
    trouble: grouped(
      outbox.map((mail) => [
        mail.thread_id,
        mail.state === 'failed' ? ('failed' as const) : ('uncertain' as const),
      ]),
    ),
  }
}

function grouped<T>(pairs: readonly (readonly [number, T])[]): Map<number, Set<T>> {
  const groups = new Map<number, Set<T>>()
  for (const [id, value] of pairs) groups.set(id, (groups.get(id) ?? new Set()).add(value))
  return groups
}

async function accountsOf(db: Db, ids: readonly (number | null)[]) {
  const wanted = known(ids)
  const rows =
    wanted.length === 0
      ? []
      : await db.selectFrom('accounts').select(['id', 'name', 'title']).where('id', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Under the name of the customer to whom an address was joined. */
async function customersOf(db: Db, ids: readonly number[]) {
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('customers')
          .leftJoin('customers as whole', 'whole.id', 'customers.joined_into_id')
          .select(['customers.id', 'customers.name', 'customers.address', 'whole.name as whole_name'])
          .where('customers.id', 'in', ids)
          .execute()
  return new Map(rows.map(({ whole_name, ...row }) => [row.id, { ...row, name: whole_name || row.name }]))
}

async function policyAuthorsOf(db: Db, ids: readonly (number | null)[]) {
  const wanted = known(ids)
  const rows =
    wanted.length === 0
      ? []
      : await db
          .selectFrom('policies')
          .innerJoin('accounts', 'accounts.id', 'policies.author_id')
          .select(['policies.id', 'accounts.name'])
          .where('policies.id', 'in', wanted)
          .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

function known(ids: readonly (number | null)[]): number[] {
  return [...new Set(ids.filter((id): id is number => id !== null))]
}
